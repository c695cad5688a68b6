"""Builds the notices of a pair for each person, with dates in that person's time zone and in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from app.kernel.application import build_path
from app.kernel.french import correct_french_first_of_month
from app.kernel.schema import JsonObject
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice
from mentoring.pairs.models import MentoringSession
from mentoring.pairs.queries.members import PairMember, PairWithPeople

NO_DATE_YET = {"fr": "date à choisir ensemble", "en": "a date to choose together"}
PATTERNS = {"fr": "'le' EEEE d MMMM 'à' H 'h' mm", "en": "'on' EEEE d MMMM 'at' H:mm"}


def format_date_by_language(moment: datetime, zone: str) -> dict[str, str]:
    """A date and hour in that time zone, by language."""
    there = moment.astimezone(ZoneInfo(zone))
    texts = {language: str(format_datetime(there, pattern, locale=language)) for language, pattern in PATTERNS.items()}
    return texts | {"fr": correct_french_first_of_month(texts["fr"])}


def build_pair_notices(kind: NoticeKind, both: PairWithPeople, *, key: str) -> Iterator[NewNotice]:
    """The same notice for both people."""
    for person in both.people:
        yield build_pair_notice_for_person(kind, both, person, key=key)


def build_pair_start_notices(
    kind: NoticeKind, both: PairWithPeople, first: MentoringSession | None
) -> Iterator[NewNotice]:
    """The notices that a pair begins, with the first date if there is one."""
    for person in both.people:
        params: JsonObject = {"name": both.other(person.id).given_name, "when": NO_DATE_YET}
        if first is not None:
            params = _build_session_notice_params(both, person, first)
        yield _build_notice(kind, both, person, key=str(both.pair.id), params=params)


def build_pair_notice_for_person(kind: NoticeKind, both: PairWithPeople, person: PairMember, *, key: str) -> NewNotice:
    """A notice for one person, which may name the other."""
    params = {"name": both.other(person.id).given_name}
    return _build_notice(kind, both, person, key=key, params=params)


def build_session_notices(kind: NoticeKind, both: PairWithPeople, meeting: MentoringSession) -> Iterator[NewNotice]:
    """The notices about a change of a session for both people; one notice for each change."""
    for person in both.people:
        yield build_session_notice_for_person(kind, both, person, meeting)


def build_series_notices(kind: NoticeKind, both: PairWithPeople, first: MentoringSession) -> Iterator[NewNotice]:
    """The notices about a change of all sessions to come for both people; the change of the first one names it."""
    for person in both.people:
        params: JsonObject = {"name": both.other(person.id).given_name, "pair": both.pair.id}
        yield _build_notice(kind, both, person, key=f"{first.id}:{first.sequence}", params=params)


def build_session_notice_for_person(
    kind: NoticeKind, both: PairWithPeople, person: PairMember, meeting: MentoringSession
) -> NewNotice:
    """The same for one person."""
    params = _build_session_notice_params(both, person, meeting)
    return _build_notice(kind, both, person, key=f"{meeting.id}:{meeting.sequence}", params=params)


def _build_session_notice_params(both: PairWithPeople, person: PairMember, meeting: MentoringSession) -> JsonObject:
    return {
        "name": both.other(person.id).given_name,
        "number": meeting.number,
        "when": format_date_by_language(meeting.starts_at, person.zone),
        "session": meeting.id,
        "sequence": meeting.sequence,
    }


def _build_notice(
    kind: NoticeKind, both: PairWithPeople, person: PairMember, *, key: str, params: JsonObject
) -> NewNotice:
    path = build_path("pairs.show", pair_id=both.pair.id)
    return NewNotice(kind=kind.name, person_id=person.id, key=f"{kind.name}:{key}", params=params, path=path)
