"""The group `contests`: what a draw costs and the check of it, totals kept fresh, reads of a ranking and the closing of a large contest."""
