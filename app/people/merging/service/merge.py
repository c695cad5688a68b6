"""Merges two people of the directory who are one human, in one transaction: everything that the one did becomes the other's."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson
from sqlalchemy import text

from app.journal.merging.service import (
    move_facts,
    pause_readers,
    read_facts_about_person_again,
    take_back_facts_between,
)
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.manifest import list_features_of_current_application
from app.kernel.transaction import roll_back
from app.people.manifest import JoiningFeature
from app.people.merging import queries, statements
from app.people.merging.sentences import (
    KEPT_HAS_LEFT,
    MERGED_BEFORE,
    MERGED_CHANGED,
    OWN_ACCOUNT,
    SAME_PERSON,
    MergeOutcome,
)
from app.people.merging.service.move import execute_for_merge, move_rows
from app.people.models import Choices, Person
from app.people.pauses.service import join_pauses
from app.people.rows import PersonMerge
from app.people.service.participation import ensure_and_lock_choices, leave_game

LATE_WRITERS_UNTIL = timedelta(days=1)
"""For so long after a merge, what slower transactions wrote about the merged person is moved too."""


class CannotMerge(Conflict):
    """These two people cannot be merged."""


class PeopleChanged(Conflict):
    """There is more, or less, about the merged person than whoever decided has read."""


def plan_merge(kept: Person, merged: Person, *, by_id: int | None) -> MergeOutcome:
    """Merge them, read the figures, and undo it all: nothing of the transaction stays. CannotMerge."""
    try:
        return merge_people(kept, merged, by_id=by_id)
    finally:
        roll_back()


def merge_people(kept: Person, merged: Person, *, by_id: int | None, rows: int | None = None) -> MergeOutcome:
    """Let everything about `merged` be about `kept`, as if one person had done all; it is not undone. CannotMerge.

    `by_id` is the person who merges them, None for a command. PeopleChanged when `rows` is not how many lines `merged` has.
    """
    merge = PersonMerge(kept.id, merged.id)
    _lock_and_check_people(kept, merged, by_id)
    before, given = queries.read_figures(kept.id), queries.read_figures(merged.id)
    if rows not in (None, given["rows"]):
        raise PeopleChanged(MERGED_CHANGED)
    _move_everything(merge)
    after = queries.read_figures(kept.id)
    figures = {"before": {"kept": before, "merged": given}, "after": {"kept": after}}
    encoded = {name: orjson.dumps(values).decode() for name, values in figures.items()}
    session().execute(text(statements.RECORD_MERGE), merge.parameters | encoded | {"now": clock.now()})
    session().expire_all()
    return MergeOutcome(before, given, after)


def move_late_rows() -> int:
    """Move what transactions that had begun before a merge wrote after it; returns for how many merges."""
    late = queries.list_late_merges(clock.now() - LATE_WRITERS_UNTIL)
    for merge in late:
        session().execute(text(statements.LOCK_MERGES))
        _move_everything(merge)
    return len(late)


def _lock_and_check_people(kept: Person, merged: Person, by_id: int | None) -> None:
    if kept.id == merged.id:
        raise CannotMerge(SAME_PERSON)
    if by_id in (kept.id, merged.id):
        raise CannotMerge(OWN_ACCOUNT)
    session().execute(text(statements.LOCK_MERGES))
    session().execute(text(statements.LOCK_BOTH), {"kept": kept.id, "merged": merged.id})
    for person in (kept, merged):
        if queries.find_merge(person.id) is not None:
            raise CannotMerge(MERGED_BEFORE.format(person=_get_full_name(person)))
    if kept.left_on is not None:
        raise CannotMerge(KEPT_HAS_LEFT.format(person=_get_full_name(kept)))


def _move_everything(merge: PersonMerge) -> None:
    pause_readers()
    take_back_facts_between(merge.merged_id, merge.kept_id)
    has_left = queries.has_left_by_choice(merge.kept_id) or queries.has_left_by_choice(merge.merged_id)
    features = list_features_of_current_application(JoiningFeature)
    execute_for_merge(statements.SETTLE_PEOPLE, merge)
    _join_choices(merge, has_left=has_left)
    join_pauses(merge.kept_id, merge.merged_id)
    for settle in (settle for feature in features for settle in feature.on_person_merge):
        settle(merge)
    session().flush()
    for feature in features:
        move_rows(feature.merged_rows, merge)
    move_facts(merge.merged_id, merge.kept_id)
    session().execute(text(statements.CLOSE_MERGED_PERSON), merge.parameters | {"today": clock.now().date()})
    session().expire_all()
    read_facts_about_person_again(merge.kept_id)


def _join_choices(merge: PersonMerge, *, has_left: bool) -> None:
    """The earlier yes counts; on boards stands who chose it for each account that takes part; a no of either stays a no."""
    given = session().get(Choices, merge.merged_id)
    if given is not None:
        session().delete(given)
        session().flush()
        _add_choices(ensure_and_lock_choices(session().get_one(Person, merge.kept_id)), given)
    if has_left:
        leave_game(session().get_one(Person, merge.kept_id))
    session().flush()


def _add_choices(choices: Choices, given: Choices) -> None:
    if given.joined_at is not None:
        choices.on_boards = given.on_boards and (choices.on_boards or choices.joined_at is None)
    choices.joined_at = _find_earliest(choices.joined_at, given.joined_at)
    choices.pseudonym = choices.pseudonym or given.pseudonym
    if given.charter_version is not None and given.charter_version > (choices.charter_version or 0):
        choices.charter_version, choices.charter_accepted_at = given.charter_version, given.charter_accepted_at


def _find_earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _get_full_name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()
