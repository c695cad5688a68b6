"""HR's rooms of a round: its form and its steps, and what its team and its sponsor read of it, in groups only."""
