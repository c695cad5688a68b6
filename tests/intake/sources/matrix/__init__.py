"""How a Matrix homeserver sends, and transactions that a real one sent."""
