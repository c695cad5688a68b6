"""The SQL of policies for features that keep what they computed: whether a switch turned by itself."""

from __future__ import annotations

SWITCH_TURNED_CONDITION = """exists (
    select from policy z where z.since > :as_of and z.since <= :now or z.until > :as_of and z.until <= :now)"""
"""Whether a policy began or ended after `:as_of`."""
