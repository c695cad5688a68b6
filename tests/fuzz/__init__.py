"""Schemathesis against the whole API, with a token of each scope; never part of the tests."""
