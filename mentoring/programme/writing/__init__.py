"""Writing a round: step by step, kept for its author alone until it is saved as a draft."""
