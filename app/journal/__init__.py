"""What happened, written once and in order, and the readers who act on it exactly once."""
