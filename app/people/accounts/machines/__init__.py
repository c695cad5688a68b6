"""The page on which IT makes, lists and revokes the tokens of machines."""
