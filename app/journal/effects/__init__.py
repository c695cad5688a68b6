"""What new facts change: whether they count at once, and why not."""
