"""Tests of the intake: what an RSE sends, and what it is told."""
