"""Notes for two: sealed under a key that the database does not hold, written from two browsers without a loss, forgotten after the end."""
