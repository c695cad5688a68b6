"""What a contest freezes when it is closed: entries, outcomes of groups, and a digest of everything that made them."""
