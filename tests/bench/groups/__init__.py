"""One file a group of figures: found by itself, so that a new group is one new file."""
