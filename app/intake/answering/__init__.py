"""Networks that wait for the answer to each item that they send."""
