"""Who changed, for features that look again only at these people."""
