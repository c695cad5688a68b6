"""Reads of frozen entries and outcomes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import orjson
from sqlalchemy import func, select, text

from app.journal.registry import readers_by_name
from app.kernel.database import session
from missions.contests.mode import Entry, GroupOutcome
from missions.contests.places import EqualEntries
from missions.contests.standings.closing import statements
from missions.contests.standings.closing.entries import FinalStanding
from missions.contests.standings.models import ContestEntry, ContestFreeze, ContestHead, ContestOutcome

READERS = ("contests", "missions", "points")
"""Whoever totals come from: missions and points append what lines of contests count."""


def find_freeze(contest_id: int) -> ContestFreeze | None:
    """When the entries of a contest were frozen, and their digest; None before."""
    return session().scalar(select(ContestFreeze).where(ContestFreeze.contest_id == contest_id))


def has_facts_waiting(deadline: datetime) -> bool:
    """Whether something that was recorded before that moment has not been counted yet."""
    kinds = orjson.dumps({name: sorted(readers_by_name()[name].kinds) for name in READERS}).decode()
    return bool(session().scalar(text(statements.FACTS_WAITING), {"kinds": kinds, "deadline": deadline}))


def list_final_standings(contest_id: int) -> list[FinalStanding]:
    """Everybody who takes part, with what they reached by now."""
    rows = session().execute(text(statements.PARTICIPANTS), {"contest_id": contest_id})
    return [FinalStanding._make(row) for row in rows]


def list_heads_by_group(contest_id: int) -> dict[str, int]:
    """The heads of each group as they were at the opening, by the key of the group."""
    heads = select(ContestHead.group_key, func.sum(ContestHead.heads)).where(ContestHead.contest_id == contest_id)
    return {key: int(number) for key, number in session().execute(heads.group_by(ContestHead.group_key))}


def list_entries(contest_id: int) -> list[Entry]:
    """The frozen entries, in the order of their pseudonyms."""
    columns = [getattr(ContestEntry, name) for name in Entry._fields]
    frozen = select(*columns).where(ContestEntry.contest_id == contest_id).order_by(ContestEntry.pseudonym)
    return [Entry._make(row) for row in session().execute(frozen)]


def list_group_outcomes(contest_id: int) -> list[GroupOutcome]:
    """What each group reached in the end, by its key."""
    columns = (ContestOutcome.key, ContestOutcome.heads, ContestOutcome.score, ContestOutcome.scorers)
    frozen = select(*columns).where(ContestOutcome.contest_id == contest_id).order_by(ContestOutcome.key)
    return [GroupOutcome(**row) for row in session().execute(frozen).mappings()]


def find_own_entry(contest_id: int, person_id: int) -> ContestEntry | None:
    """The frozen entry of a person; None for whoever did not take part, or left."""
    own = (ContestEntry.contest_id == contest_id, ContestEntry.person_id == person_id)
    return session().scalar(select(ContestEntry).where(*own))


def find_equal_entries(contest_id: int, pseudonym: str) -> EqualEntries:
    """The other entries that have the score of this one and can win."""
    row = session().execute(text(statements.EQUAL_ENTRIES), {"contest_id": contest_id, "pseudonym": pseudonym}).one()
    return EqualEntries(earlier=bool(row.earlier), later=bool(row.later), together=row.together or ())


def list_person_ids_by_pseudonym(contest_id: int, pseudonyms: Collection[str]) -> dict[str, int]:
    """Who stands behind these entries; whoever left the contest or was erased is absent."""
    wanted = select(ContestEntry.pseudonym, ContestEntry.person_id).where(
        ContestEntry.contest_id == contest_id,
        ContestEntry.pseudonym.in_(pseudonyms),
        ContestEntry.person_id.is_not(None),
    )
    return {pseudonym: int(person_id) for pseudonym, person_id in session().execute(wanted) if person_id is not None}
