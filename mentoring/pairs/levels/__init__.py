"""A person's own levels in a pair, at its start and at its end: a page to read them again, correct and delete them."""
