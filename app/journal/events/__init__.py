"""The noun event in SQL: a fact as one of its two people lived it, joined by every statement that counts."""
