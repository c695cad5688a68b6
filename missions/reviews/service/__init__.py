"""The verbs of evidence: send and answer for its author, take and decide for whoever reads it, forget for everybody."""
