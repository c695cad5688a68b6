"""How many people missions have: counted by the clock in a large company."""
