"""A company of a million people with ten million facts: made in SQL, and every page and job visited on it."""
