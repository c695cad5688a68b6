"""The job that takes the steps that time makes due, plugged in as features are."""
