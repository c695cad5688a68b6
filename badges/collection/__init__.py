"""A person's badges: those that they hold, and how far they are with the others."""
