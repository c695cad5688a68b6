"""What pairs write, by verb."""
