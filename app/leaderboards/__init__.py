"""Leaderboards: questions asked of the ledger, answered as published versions."""
