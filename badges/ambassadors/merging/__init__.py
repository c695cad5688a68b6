"""The candidacies and nominations of two people who are merged."""
