"""Mechanics that know no person, mission or badge."""
