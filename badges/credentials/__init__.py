"""Credentials: what anybody outside can verify of an award, without asking who holds it."""
