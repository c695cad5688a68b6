"""Merci: a colleague thanks another in three fields, for nothing in return; its receiver decides who reads it."""
