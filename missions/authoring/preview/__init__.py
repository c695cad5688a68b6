"""What a mission would have been last month, told by groups and never by people."""
