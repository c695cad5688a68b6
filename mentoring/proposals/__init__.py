"""Proposals of pairs: each side is asked in turn, and a refusal stays private."""
