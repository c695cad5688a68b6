"""Writing a mission: step by step, kept for its author alone until it is saved as the draft of a version."""
