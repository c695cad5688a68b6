"""One file a kind: what a mission can ask for."""
