"""What a board counts: one file each, found by itself."""
