"""The audit log: what is kept, who wrote it, and who reads it."""
