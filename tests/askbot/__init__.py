"""A real Askbot and the app that connects it: what it tells."""
