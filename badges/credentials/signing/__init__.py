"""The screen on which IT sees which keys sign badges, and makes a newer pair."""
