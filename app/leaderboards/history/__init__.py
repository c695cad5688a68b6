"""What groups reached in past weeks and months, so that a page compares a group with itself."""
