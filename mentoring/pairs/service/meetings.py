"""Changes sessions: set the date, cancel, mark as held, choose the theme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice, notify_people
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.pairs.notice_texts import build_pair_notices, build_session_notices
from mentoring.pairs.notices import CALM_QUESTION, SESSION_BOOKED, SESSION_CANCELLED, SESSION_MOVED
from mentoring.pairs.plan import THEMES
from mentoring.pairs.queries.meetings import find_meeting, session_length_of_round
from mentoring.pairs.queries.members import PairWithPeople, load_pair_with_people, lock_own_pair
from mentoring.pairs.service.dates import check_session_date
from mentoring.pairs.service.start import book_session

CANCELLATIONS_BEFORE_QUESTION = 2
"""After this many cancellations in a row, both are asked once how to go on."""


class PairOver(Conflict):
    """The pair has ended and cannot change."""


class NoSuchSession(NotFound):
    """The pair has no session with that number."""


class SessionChanged(Conflict):
    """The session changed since the page was opened."""


class SessionAlreadyHeld(Conflict):
    """A held session keeps its date and theme."""


class CannotBeMarkedHeld(Conflict):
    """Only a planned session that has begun can be marked as held."""


class OnlySeniorChoosesTheme(Forbidden):
    """Only the senior chooses the theme of a session."""


def book_or_move_session(
    person_id: int, pair_id: int, number: int, *, starts_at: datetime, version: int | None, is_confirmed: bool = False
) -> MentoringSession:
    """Give a session this date. `version` is what the page showed, None if the session had no date.

    The date that it already has changes nothing. Raises SessionChanged if the other person changed the session meanwhile,
    UnavailableDate, and DateOutsideWork unless the person confirmed a date outside working time.
    """
    both = lock_active_pair(person_id, pair_id)
    _check_session_number(both.pair, number)
    meeting = find_meeting(pair_id, number)
    if meeting is not None and meeting.state == "planned" and meeting.starts_at == starts_at:
        return meeting
    _check_session_can_change(meeting, version)
    check_session_date(
        both, starts_at, session_id=meeting.id if meeting is not None else None, is_confirmed=is_confirmed
    )
    if meeting is None:
        meeting = book_session(both, number, starts_at)
        _notify_both_of_session(both, meeting, SESSION_BOOKED)
        return meeting
    kind = SESSION_MOVED if meeting.state == "planned" else SESSION_BOOKED
    meeting.starts_at, meeting.ends_at = starts_at, starts_at + session_length_of_round(both.round)
    set_session_state_and_calendar_sequence(meeting, "planned")
    _notify_both_of_session(both, meeting, kind)
    return meeting


def cancel_session(person_id: int, pair_id: int, number: int, *, version: int) -> None:
    """Cancel a session for both; idempotent, and who cancelled is not stored.

    After two cancellations in a row both are asked, once a pair, whether to reduce, move or stop.
    """
    both = lock_active_pair(person_id, pair_id)
    meeting = _get_meeting(pair_id, number)
    if meeting.state == "cancelled":
        return
    _check_session_can_change(meeting, version)
    set_session_state_and_calendar_sequence(meeting, "cancelled")
    both.pair.cancelled += 1
    notices = list(build_session_notices(SESSION_CANCELLED, both, meeting)) if meeting.starts_at > clock.now() else []
    notify_people([*notices, *_mark_and_build_questions_after_cancellations(both)])
    session().flush()


def mark_session_held(person_id: int, pair_id: int, number: int) -> None:
    """Record that a session took place; idempotent."""
    both = lock_active_pair(person_id, pair_id)
    meeting = _get_meeting(pair_id, number)
    if meeting.state == "held":
        return
    if meeting.state != "planned" or meeting.starts_at > clock.now():
        raise CannotBeMarkedHeld("A session is held once it has begun.")
    meeting.state = "held"
    both.pair.cancelled = 0
    session().flush()
    append_facts([_session_held_fact(both, meeting)])


def choose_session_theme(person_id: int, pair_id: int, number: int, theme: str) -> None:
    """Set the theme of a session, as its senior."""
    both = lock_active_pair(person_id, pair_id)
    if not both.is_senior(person_id):
        raise OnlySeniorChoosesTheme("The other one chooses what a session is about.")
    if theme not in THEMES:
        raise Invalid("There is no such guide.")
    meeting = _get_meeting(pair_id, number)
    if meeting.state == "held":
        raise SessionAlreadyHeld("This session was held.")
    meeting.guide = theme


def set_session_state_and_calendar_sequence(meeting: MentoringSession, state: str) -> None:
    """Set the state and raise the sequence number that calendars compare."""
    meeting.state = state
    meeting.sequence += 1
    meeting.changed_at = clock.now()
    session().flush()


def cancel_sessions_and_build_notices(both: PairWithPeople, meetings: Sequence[MentoringSession]) -> list[NewNotice]:
    """Cancel the planned sessions among these; returns the notices about dates still to come."""
    planned = [meeting for meeting in meetings if meeting.state == "planned"]
    for meeting in planned:
        set_session_state_and_calendar_sequence(meeting, "cancelled")
    coming = [meeting for meeting in planned if meeting.starts_at > clock.now()]
    return [notice for meeting in coming for notice in build_session_notices(SESSION_CANCELLED, both, meeting)]


def lock_active_pair(person_id: int, pair_id: int) -> PairWithPeople:
    """The pair of that person, locked until the transaction ends; raises PairOver once it has ended."""
    pair = lock_own_pair(person_id, pair_id)
    if pair.state != "active":
        raise PairOver("This pair is over.")
    return load_pair_with_people(pair)


def _get_meeting(pair_id: int, number: int) -> MentoringSession:
    meeting = find_meeting(pair_id, number)
    if meeting is None:
        raise NoSuchSession("This session has no date.")
    return meeting


def _check_session_number(pair: Pair, number: int) -> None:
    if not 1 <= number <= pair.sessions:
        raise NoSuchSession("This pair has no session of that number.")


def _check_session_can_change(meeting: MentoringSession | None, version: int | None) -> None:
    if meeting is not None and meeting.state == "held":
        raise SessionAlreadyHeld("This session was held: it keeps its date.")
    if (meeting.sequence if meeting is not None else None) != version:
        raise SessionChanged("This session has changed since you opened the page.")


def _notify_both_of_session(both: PairWithPeople, meeting: MentoringSession, kind: NoticeKind) -> None:
    notify_people(list(build_session_notices(kind, both, meeting)))


def _mark_and_build_questions_after_cancellations(both: PairWithPeople) -> list[NewNotice]:
    pair = both.pair
    if pair.cancelled < CANCELLATIONS_BEFORE_QUESTION or pair.calm_asked_at is not None:
        return []
    pair.calm_asked_at = clock.now()
    return list(build_pair_notices(CALM_QUESTION, both, key=str(pair.id)))


def _session_held_fact(both: PairWithPeople, meeting: MentoringSession) -> NewFact:
    return NewFact(
        kind="mentoring.session_held",
        source_key=f"mentoring:{both.pair.id}:{meeting.number}:held",
        occurred_at=min(meeting.ends_at, clock.now()),
        actor_id=both.senior.id,
        counterpart_id=both.junior.id,
        object=f"round:{both.round.slug}",
    )
