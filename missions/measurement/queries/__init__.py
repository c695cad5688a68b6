"""Reads of progress: what enrolments count, what the facts make of it, and what differs from the stored progress."""
