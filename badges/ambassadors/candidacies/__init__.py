"""What a candidate and an ambassador read of themselves, and what they answer."""
