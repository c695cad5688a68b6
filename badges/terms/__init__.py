"""Terms of awards: the one that runs, when it ends, and who gave it."""
