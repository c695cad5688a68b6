"""Joins the balances of two people who are merged."""

from __future__ import annotations

from app.people.merging.service.move import execute_for_merge
from app.people.rows import PersonMerge
from app.points.merging.statements import JOIN_BALANCES


def join_balances(merge: PersonMerge) -> None:
    """Add the merged person's points to the kept one's; the reader corrects afterwards what counts once."""
    execute_for_merge(JOIN_BALANCES, merge)
