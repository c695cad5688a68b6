"""Contests with prizes: how one is written, played, closed, drawn, proven and handed over."""
