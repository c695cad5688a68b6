"""Tells the RSE and others of awards, completions and published boards: signed, retried, replayable, and pulled where nothing may come in."""
