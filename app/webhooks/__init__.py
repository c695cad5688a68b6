"""Sends awards, completions and published boards to the RSE and others: signed, retried, replayable, or pulled from a feed."""
