"""How far everybody got: what counts for each participant, their running total, the groups, and what is frozen at the closing."""
