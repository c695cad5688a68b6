"""The private PostgreSQL and Redis of a machine that has none, and the guardians that never leave them behind."""
