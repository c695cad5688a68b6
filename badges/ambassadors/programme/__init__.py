"""The rules and texts of the programme, which HR writes on screen."""
