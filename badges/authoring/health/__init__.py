"""Says to the authors of badges whether a badge can be received, and what stands in its way."""
