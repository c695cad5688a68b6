"""Writing a badge: its form, kept for its author alone until it is saved as the draft of a version."""
