"""A page to print of the thanks that somebody received and chooses to show in a talk."""
