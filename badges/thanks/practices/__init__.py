"""Practices that somebody tells because a colleague wishes it: private until the answer, and shown as an answer."""
