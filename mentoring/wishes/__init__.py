"""The form of wishes: what a volunteer answers for a round, changes, takes back and gives again."""
