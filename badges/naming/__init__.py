"""Whether a holder stands under their name on the page of a badge: their choice alone for each term, taken back at any time."""
