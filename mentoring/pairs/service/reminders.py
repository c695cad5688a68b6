"""What the clock tells: one reminder before each session, and one question after the first and the third, never twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.hours import WorkingHours
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import list_people_away
from mentoring.pairs.models import PairReminder
from mentoring.pairs.notice_texts import build_pair_notice, build_session_notice
from mentoring.pairs.notices import FIT_QUESTION, SESSION_REMINDER
from mentoring.pairs.queries.meetings import (
    FitQuestion,
    UpcomingSession,
    hours_by_person,
    list_fit_questions,
    list_upcoming_sessions,
)
from mentoring.pairs.queries.members import PairMember, PairWithPeople, list_pairs_by_id, load_pairs
from mentoring.pairs.timing import next_working_morning, previous_working_morning

FIT_QUESTION_MAX_AGE = timedelta(days=30)
"""How long ago a session may be for its question still to make sense."""


def send_reminders() -> int:
    """Remind whoever has a session on their next working day, while they work; whoever is in a crisis or a pause waits."""
    now = clock.now()
    near = list_upcoming_sessions(now)
    both = load_pairs({found.pair for found in near})
    candidates = [(found, person) for found in near for person in both[found.pair.id].people if person.is_here]
    at_work = _list_reachable({person for _, person in candidates}, now)
    due = {
        _reminder_name(found, person): build_session_notice(
            SESSION_REMINDER, both[found.pair.id], person, found.meeting
        )
        for found, person in candidates
        if person.id in at_work and _is_near(found, person, at_work[person.id], now)
    }
    return _notify_once(due, now)


def send_fit_questions() -> int:
    """Ask each of the two whether it suits, on the working day after the first and after the third session."""
    now = clock.now()
    found = list_fit_questions(now - FIT_QUESTION_MAX_AGE)
    both = load_pairs(list_pairs_by_id({one.pair_id for one in found}))
    people = {one: _find_member(both[one.pair_id], one.person_id) for one in found}
    at_work = _list_reachable({person for person in people.values() if person.is_here}, now)
    due = {
        (one.pair_id, one.person_id, f"fit:{one.after}"): _build_fit_notice(one, both[one.pair_id], person)
        for one, person in people.items()
        if person.id in at_work and next_working_morning(one.ended_at, person.zone, at_work[person.id]) <= now
    }
    return _notify_once(due, now)


def _list_reachable(people: Collection[PairMember], now: datetime) -> dict[int, WorkingHours]:
    """Those who are at work at this moment and whom nothing keeps from being told, with their hours."""
    hours = hours_by_person([person.id for person in people], current_settings().working_hours)
    at_work = {person.id for person in people if hours[person.id].is_open_in(now, person.zone)}
    left_alone = list_people_away(at_work)
    return {person_id: hours[person_id] for person_id in at_work - left_alone}


def _is_near(found: UpcomingSession, person: PairMember, hours: WorkingHours, now: datetime) -> bool:
    """Whether its reminder is due; whoever was told of the date since then needs none."""
    return found.meeting.changed_at < previous_working_morning(found.meeting.starts_at, person.zone, hours) <= now


def _build_fit_notice(one: FitQuestion, both: PairWithPeople, person: PairMember) -> NewNotice:
    return build_pair_notice(FIT_QUESTION, both, person, key=f"{one.pair_id}:{one.after}")


def _find_member(both: PairWithPeople, person_id: int) -> PairMember:
    return both.senior if both.is_senior(person_id) else both.junior


def _reminder_name(found: UpcomingSession, person: PairMember) -> tuple[int, int, str]:
    return found.pair.id, person.id, f"near:{found.meeting.number}:{found.meeting.sequence}"


def _notify_once(due: dict[tuple[int, int, str], NewNotice], now: datetime) -> int:
    """Two clocks at once share it out: whoever writes the name first tells."""
    if not due:
        return 0
    rows = [
        {"pair_id": pair_id, "person_id": person_id, "name": name, "asked_at": now}
        for pair_id, person_id, name in sorted(due)
    ]
    written = (
        insert(PairReminder)
        .on_conflict_do_nothing()
        .returning(PairReminder.pair_id, PairReminder.person_id, PairReminder.name)
    )
    new = [(row.pair_id, row.person_id, row.name) for row in session().execute(written, rows)]
    notify_people([due[name] for name in new])
    return len(new)
