"""The ambassador programme: colleagues propose, the candidate answers in silence, HR confirms a term of a year."""
