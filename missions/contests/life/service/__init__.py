"""The use cases of a contest's life: HR publishes, amends, answers and cancels; the clock takes the other steps."""
