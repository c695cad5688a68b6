"""Who people are, where they belong, what they may do, and what they agreed to."""
