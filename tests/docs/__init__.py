"""The documentation under test: what it names exists, what it shows works, and the reference is the code's."""
