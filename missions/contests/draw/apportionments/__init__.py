"""The ways to share seats out among groups, one file each."""
