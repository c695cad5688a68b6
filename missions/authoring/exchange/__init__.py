"""What missions and paths are in the programme file."""
