"""What depends on a mission: the paths that hold it and the missions that need it, which HR reads before ending it."""
