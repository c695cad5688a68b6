"""Which groups a board compares: one file each, found by itself."""
