"""One person's attempt at one mission: what it asks, whether it is open now, and the fact that a success appends."""
