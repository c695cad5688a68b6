"""How each RSE speaks, one file each: found by itself, so that a new one is one new file."""
