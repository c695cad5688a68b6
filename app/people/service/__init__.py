"""Every write of people, one file for each group of verbs."""
