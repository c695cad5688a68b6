"""From bytes at the door to points, badges and boards: how fast, and beside what."""
