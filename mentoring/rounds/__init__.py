"""Rounds: a programme with its dates, its limits and its sponsor, from the draft to what it gave back."""
