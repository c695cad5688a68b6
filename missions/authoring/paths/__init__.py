"""The pages where paths are written."""
