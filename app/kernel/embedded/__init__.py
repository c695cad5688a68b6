"""The private PostgreSQL and Redis of a machine that has none, and the watchdogs that stop them with the last process that needs them."""
