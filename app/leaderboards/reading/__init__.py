"""Reading boards: what a person, a machine or a file is shown of the last version, and never its bottom."""
