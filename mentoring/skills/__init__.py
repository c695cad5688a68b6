"""The curated list of what can be wished for and offered, kept by HR, to which volunteers suggest."""
