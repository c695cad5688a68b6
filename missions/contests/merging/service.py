"""Settles the contests of two people who are merged."""

from __future__ import annotations

from app.people.merging.service.move import execute_for_merge
from app.people.rows import PersonMerge
from missions.contests.merging.statements import SETTLE_CONTESTS, TAKE_PARTICIPATIONS


def settle_contests(merge: PersonMerge) -> None:
    """Let the kept person take part once in each contest that either joined; frozen entries keep their score."""
    execute_for_merge((*TAKE_PARTICIPATIONS, *SETTLE_CONTESTS), merge)
