"""Reads which badges two people who are merged both have in a term that runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, text

from app.kernel.database import session
from app.people.rows import PersonMerge
from badges.merging.statements import DOUBLE_AWARDS, GIFTS_BETWEEN
from badges.models import Award


@dataclass(frozen=True)
class DoubleAward:
    """The awards of one badge to two people who are merged, and how each stands."""

    badge_id: int
    kept_award_id: int
    merged_award_id: int
    kept_is_held: bool
    merged_is_held: bool
    kept_is_barred: bool
    merged_is_barred: bool
    merged_because: str | None


def list_double_awards(merge: PersonMerge) -> list[DoubleAward]:
    """The badges of which both have an award in a term that runs, whether it stands or not."""
    rows = session().execute(text(DOUBLE_AWARDS), merge.parameters)
    return [DoubleAward(**row._mapping) for row in rows]  # noqa: SLF001 - the row's documented mapping


def list_gifts_between(merge: PersonMerge) -> Sequence[Award]:
    """The running awards that one of the two gave the other."""
    return session().scalars(select(Award).from_statement(text(GIFTS_BETWEEN)), merge.parameters).all()


def list_badge_ids_of_person(person_id: int) -> list[int]:
    """The badges that a person has or had."""
    return list(session().scalars(select(Award.badge_id).where(Award.person_id == person_id).distinct()))
