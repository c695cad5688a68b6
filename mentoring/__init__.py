"""Reverse mentoring: rounds, what people volunteer for, the matcher, and what a programme sees of it."""
