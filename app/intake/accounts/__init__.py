"""Accounts that a network names and that nobody here has: they wait until IT says whose they are."""
