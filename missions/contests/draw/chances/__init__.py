"""The chance of each holder and of each group, exact where it can be exact."""
