"""Whether a winner stands under their name in the result: their choice alone, made apart from the prize and taken back at any time."""
