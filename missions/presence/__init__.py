"""Presence at an event: a code that changes every thirty seconds, shown by the host, scanned or typed by the participants."""
