"""Notices under test: the inbox, e-mail over a real server, digests and their caps."""
