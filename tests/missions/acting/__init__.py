"""Tests of acting on a mission here."""
