"""One file a criterion: what a badge can ask for."""
