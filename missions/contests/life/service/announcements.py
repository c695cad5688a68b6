"""Tells participants, one person, or HR what happens to a contest, and appends its facts: each once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.journal.service import NewFact, append_facts
from app.kernel.application import build_path
from app.kernel.schema import JsonObject
from app.notices.kind import NoticeKind
from app.notices.service.notify import SharedNotice, notify_people
from missions.contests.life import queries
from missions.contests.models import Contest
from missions.contests.queries import list_organiser_ids


def append_contest_fact(contest: Contest, kind: str, *, at: datetime, result: int | None = None) -> None:
    """Append what happened to a contest, or to its result of that number, at that moment; the second time changes nothing."""
    key, name = f"contest:{contest.id}:{kind}", f"contest:{contest.slug}"
    key, body = (key, {}) if result is None else (f"{key}:{result}", {"result": result})
    append_facts([NewFact(kind=kind, source_key=key, occurred_at=at, object=name, body=body)])


def notify_participants(contest: Contest, kind: NoticeKind, key: str, **params: object) -> None:
    """Tell everybody who takes part; once for each `key` of that kind."""
    _notify_people_of_contest(contest, queries.list_participant_ids_to_tell(contest), kind, key, params=params)


def notify_participants_of_rules(contest: Contest, kind: NoticeKind, key: str, **params: object) -> None:
    """Tell everybody who takes part what is new in the rules, with the way to them; once for each `key` of that kind."""
    people, path = queries.list_participant_ids_to_tell(contest), build_path("contest_rules.show", slug=contest.slug)
    _notify_people_of_contest(contest, people, kind, key, params=params, path=path)


def notify_person(contest: Contest, person_id: int, kind: NoticeKind, key: str, **params: object) -> None:
    """Tell one person; once for each `key` of that kind."""
    _notify_people_of_contest(contest, [person_id], kind, key, params=params)


def notify_hr(contest: Contest, kind: NoticeKind, key: str, **params: object) -> None:
    """Tell everybody in HR; once for each `key` of that kind."""
    path = build_path("contests_desk.show", slug=contest.slug)
    _notify_people_of_contest(contest, list_organiser_ids(), kind, key, params=params, path=path)


def _notify_people_of_contest(
    contest: Contest,
    person_ids: Iterable[int],
    kind: NoticeKind,
    key: str,
    *,
    params: JsonObject,
    path: str | None = None,
) -> None:
    notice = SharedNotice(
        kind=kind.name,
        people=list(person_ids),
        key=f"{kind.name}:{contest.id}:{key}",
        path=path or build_path("contests.show", slug=contest.slug),
        params={"contest": (contest.terms or {})["title"], **params},
    )
    notify_people([notice])
