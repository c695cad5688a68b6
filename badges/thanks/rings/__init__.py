"""Circles of people who thank mostly each other: shown to animators as shapes without names, and never punished."""
