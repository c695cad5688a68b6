"""Two people end the term of an ambassador, for a reason that the person reads; a third decides an appeal."""
