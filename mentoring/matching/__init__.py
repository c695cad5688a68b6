"""The matcher of reverse mentoring: wishes and offers in, proposals with their reasons out; no database, clock or chance."""
