"""The group `leaderboards`: boards while people write, boards when nobody has built them yet, and boards of a million."""
