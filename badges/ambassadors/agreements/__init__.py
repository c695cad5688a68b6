"""Where somebody agrees to the time that a candidate asks for."""
