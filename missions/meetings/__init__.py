"""Two people confirm that they met: one shows a code and the other types it."""
