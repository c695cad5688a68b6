"""What the clock does for the standby."""
