"""Tests of why, and why not."""
