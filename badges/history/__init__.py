"""What each version of a badge asked for, and from when to when: everybody reads it, and nobody reads who holds which."""
