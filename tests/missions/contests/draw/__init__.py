"""Tests of draws: fair, the same for everybody who computes them again, and proven."""
