"""The pairs, wishes and proposals of two people who are merged."""
