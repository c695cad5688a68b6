"""What networks cost at both ends: taking in what they send, and giving the badges that they show."""
