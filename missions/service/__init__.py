"""The verbs of missions, one file each."""
