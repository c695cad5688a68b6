"""The ranking of a contest as one person reads it: the first three, and their own place with its neighbours."""
