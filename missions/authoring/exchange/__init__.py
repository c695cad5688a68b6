"""Missions and paths as one file, out and in again."""
