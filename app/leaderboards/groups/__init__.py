"""What boards of groups are made of: who is counted in which group, and what each group reached."""
