"""The use cases of prizes: keep the stock, award, and settle what was won."""
