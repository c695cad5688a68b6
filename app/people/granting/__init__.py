"""The page on which IT gives roles to people and takes them back."""
