"""Mattermost: outgoing webhooks of public channels, and a bot that reads what happened in those it is a member of."""
