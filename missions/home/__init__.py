"""What a person meets first: one next mission, their path, their points, and what they reach together."""
