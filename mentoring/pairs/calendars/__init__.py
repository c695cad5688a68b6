"""Calendars of sessions: what goes out with each change, a file to download, and a personal address to subscribe to."""
