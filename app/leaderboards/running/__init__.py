"""What boards of groups are computed from: running totals, which move by what changed."""
