"""The page of earned responsibilities: what earns each, what each opens, and which one the reader has."""
