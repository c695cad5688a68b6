"""Public pages of badges: opened by their holder, closed at once."""
