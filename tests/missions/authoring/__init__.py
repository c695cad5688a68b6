"""Writing missions and paths."""
