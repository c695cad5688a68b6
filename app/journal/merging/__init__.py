"""The facts of two people who are one human become those of one person."""
