"""Measures the service on this machine, side by side with the plainest thing that does the same; never part of the tests."""
