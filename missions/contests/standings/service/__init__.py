"""The use cases of standings: count, publish, freeze."""
