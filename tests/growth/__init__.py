"""Promises about size: which statements may read a whole large table, and that the bench of growth still runs."""
