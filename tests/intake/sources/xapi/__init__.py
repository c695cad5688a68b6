"""How a learning platform sends statements."""
