"""Two people of the directory who are one human become one person."""
