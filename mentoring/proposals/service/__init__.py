"""What calculations and proposals write, by verb."""
