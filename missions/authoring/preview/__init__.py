"""What a mission would have been last month, in figures about groups and never about people."""
