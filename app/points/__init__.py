"""Points: published rules, and a ledger that is only ever added to."""
