"""What is read of volunteers."""
