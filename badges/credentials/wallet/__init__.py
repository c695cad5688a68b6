"""The Open Badges API: a program of the holder's own fetches their badges, by a token that they made."""
