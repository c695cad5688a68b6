"""Proposals: who might meet whom, asked one side at a time, refused in silence."""
