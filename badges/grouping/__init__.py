"""The groups of badges: the themes under which the catalogue shows them, which HR names and orders."""
