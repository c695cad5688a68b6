"""A receiver attaches thanks to their role sheet, or to the list for communications, and takes them back at once."""
