"""The steps of a candidacy, and the end of a term."""
