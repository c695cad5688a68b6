"""Reading boards: what a person, a machine or a file gets of the last version, and never its bottom."""
