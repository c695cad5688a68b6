"""Volunteers: what seniors wish for, what juniors offer, and whom each would rather not meet."""
