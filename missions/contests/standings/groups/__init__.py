"""The groups of a contest: their heads at the opening, and their figures as everybody may read them."""
