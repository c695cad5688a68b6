"""The SQL of pauses for features that keep what they computed: whose pause ended by itself."""

from __future__ import annotations

SELECT_ENDED_PAUSES = """
select z.person_id from pause z where z.ended_at is null and z.ends_at > :as_of and z.ends_at <= :now
"""
"""Whose pause came to its end after `:as_of`, and is closed by no job yet."""
