"""Totals from what is kept: caps of periods, the cap of the score, and when it was reached."""
