"""The group `contests`: what a draw costs, and the check of it, beside the hashes that no check can do without."""
