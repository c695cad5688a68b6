"""Pairs: a senior and a junior who said yes, their sessions, and what stays between the two."""
