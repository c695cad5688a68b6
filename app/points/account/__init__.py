"""A person's own points: their lines, the events without points, and what caps still allow."""
