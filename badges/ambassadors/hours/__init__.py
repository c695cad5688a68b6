"""The time that an ambassador notes for themselves, beside the hours that were agreed on."""
