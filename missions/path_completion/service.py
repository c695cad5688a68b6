"""Records who completed a path, takes it back with what it rested on, and says both in the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import orjson
from sqlalchemy import Row

from app.journal.service import NewFact, append_facts
from app.kernel.database import session
from app.notices.service.notify import notify_people
from missions.kind import Words
from missions.path_completion import queries, statements
from missions.path_completion.notice import build_path_notice

PEOPLE_AT_ONCE = 2_000
"""How many people one step of the past judges, in a transaction of its own."""


@dataclass(frozen=True, kw_only=True)
class PathCompletionChange:
    """A path of a person that is completed, or not any more, or at another moment; `announcements` counts the facts before."""

    person_id: int
    path_id: int
    slug: str
    title: Words
    announcements: int
    was_at: datetime | None
    now_at: datetime | None
    mission_ids: Sequence[int]


def settle_paths_of_enrolments(enrolment_ids: Sequence[int]) -> None:
    """Judge again the paths on which completions of these enrolments appeared, moved or went, and tell whoever completed one."""
    if enrolment_ids:
        pairs = session().execute(statements.TOUCHED_PATHS, {"ids": list(enrolment_ids)}).all()
        changes = _settle_paths(pairs)
        notify_people(
            [
                build_path_notice(each.person_id, each.slug, each.title, each.now_at)
                for each in changes
                if each.now_at is not None
            ]
        )


def settle_paths_of_people(person_ids: Sequence[int], path_id: int | None = None) -> None:
    """Judge a path, or all, for people for whom it may be completed since it changed or they did; nobody is told."""
    given = {"people": list(person_ids), "path_id": path_id}
    _settle_paths(session().execute(statements.BEGUN_PATHS, given).all())


def settle_path_for_past(path_id: int, *, most: int = PEOPLE_AT_ONCE) -> None:
    """Judge a path for the next people who completed something of it; the due step comes again until everybody was judged."""
    path = queries.lock_path(path_id)
    if path.past_position is None:
        return
    person_ids = queries.list_people_on_path_after(path_id, path.past_position, most)
    settle_paths_of_people(person_ids, path_id)
    path.past_position = person_ids[-1] if len(person_ids) == most else None


def take_back_paths(changes: Sequence[PathCompletionChange]) -> None:
    """Append the facts that take back these completed paths, which stand for somebody else now."""
    append_facts([fact for change in changes for fact in _build_facts_of_change(change)])


def _settle_paths(pairs: Sequence[Row[int, int]]) -> list[PathCompletionChange]:
    """The rows are locked in order first: of two who each complete one of the last two missions, the later one sees both."""
    if not pairs:
        return []
    given = {"people": [pair.person_id for pair in pairs], "paths": [pair.path_id for pair in pairs]}
    session().execute(statements.ENSURE_ROWS, given)
    session().execute(statements.LOCK_ROWS, given)
    rows = session().execute(statements.MOVED_COMPLETIONS, given).mappings()
    changes = [PathCompletionChange(**row) for row in rows]
    _store_changes(changes)
    append_facts([fact for change in changes for fact in _build_facts_of_change(change)])
    return changes


def _store_changes(changes: Collection[PathCompletionChange]) -> None:
    if changes:
        rows = [replace(each, announcements=each.announcements + (each.now_at is not None)) for each in changes]
        session().execute(statements.STORE_COMPLETIONS, {"rows": orjson.dumps(rows).decode()})


def _build_facts_of_change(change: PathCompletionChange) -> Iterator[NewFact]:
    """As for missions: the old completion is undone before the new one is appended."""
    if change.was_at is not None:
        old = _build_completed_fact(change, change.announcements, change.was_at)
        name = f"path-reopened:{_completion_name(change, change.announcements)}"
        yield replace(old, kind="path.reopened", source_key=name, undoes=old.source_key)
    if change.now_at is not None:
        yield _build_completed_fact(change, change.announcements + 1, change.now_at)


def _build_completed_fact(change: PathCompletionChange, announcement: int, completed_at: datetime) -> NewFact:
    return NewFact(
        kind="path.completed",
        source_key=f"path-completed:{_completion_name(change, announcement)}",
        occurred_at=completed_at,
        actor_id=change.person_id,
        object=f"path:{change.slug}",
    )


def _completion_name(change: PathCompletionChange, announcement: int) -> str:
    return f"{change.path_id}:{change.person_id}:{announcement}"
