"""What calculations and proposals read."""
