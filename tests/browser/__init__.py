"""Tests of what a person meets in a real browser."""
