"""From whom somebody wants no thanks, one colleague or everybody, which nobody else learns of."""
