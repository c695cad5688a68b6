"""Tests of evidence and those who read it."""
