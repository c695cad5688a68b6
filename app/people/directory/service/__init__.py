"""Every write of the directory: imports, their parts in sets, and the formats of files that are kept."""
