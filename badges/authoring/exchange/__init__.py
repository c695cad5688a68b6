"""What badges, and the people who give them, are in the programme file."""
