"""Kills at random during a steady push; the totals must equal a count that shares no code with the product."""
