"""Pairs: from the yes of both to the last word, with calendars that others read."""
