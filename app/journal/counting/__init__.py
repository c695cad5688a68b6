"""Counting that goes on: what a count must remember so that a later event adds to it, and what it counts anew."""
