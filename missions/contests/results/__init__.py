"""The result of a contest in the open: who won, why or why not me, and everything needed to compute it again."""
