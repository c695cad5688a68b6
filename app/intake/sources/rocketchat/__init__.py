"""Rocket.Chat: an outgoing webhook tells of messages, and the history of public channels tells what was not heard."""
