"""Every write of notices and mail, one file for each group of verbs."""
