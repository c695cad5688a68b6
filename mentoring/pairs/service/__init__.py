"""Every write of pairs and their sessions, one file for each group of verbs."""
