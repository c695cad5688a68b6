"""A real Askbot and the two apps that connect it: what they tell, and what they show."""
