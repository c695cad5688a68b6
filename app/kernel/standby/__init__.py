"""Pages from a standby of the database, for requests that only read."""
