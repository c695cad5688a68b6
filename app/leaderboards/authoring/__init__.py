"""Writing boards: HR says what is compared, over which period."""
