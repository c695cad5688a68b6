"""The use cases of credentials: publish keys, sign awards and lists, share a page."""
