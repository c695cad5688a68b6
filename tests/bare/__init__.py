"""Tries both commands of the README in minimal Debian roots: run by hand before a release, never as part of the tests."""
