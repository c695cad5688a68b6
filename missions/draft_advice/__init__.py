"""Trying before publishing: advice on a text that is read once and kept nowhere."""
