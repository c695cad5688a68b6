"""The writes of a merge: the whole of it, and what features need for their part."""
