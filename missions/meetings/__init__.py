"""Two people confirm that they met: one shows a code, the other types it, and nobody searches for anybody."""
