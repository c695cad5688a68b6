"""Tests of what one person sees of missions and paths."""
