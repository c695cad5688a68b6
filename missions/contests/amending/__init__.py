"""The page on which HR amends a contest: what may still change, how the regulation then differs, and its publication."""
