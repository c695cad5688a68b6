"""Sends one reminder before each session, and one question after the first and the third session and after idle weeks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.workplace import PlaceOfWork
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import list_unavailable_person_ids, load_workplaces_by_person
from mentoring.pairs.models import SentPairReminder
from mentoring.pairs.notice_texts import (
    build_pair_notice_for_person,
    build_pair_notices,
    build_session_notice_for_person,
)
from mentoring.pairs.notices import FIT_QUESTION, IDLE_QUESTION, SESSION_REMINDER
from mentoring.pairs.queries.meetings import (
    DueFitQuestion,
    UpcomingSession,
    list_due_fit_questions,
    list_upcoming_sessions_of_active_pairs,
    lock_idle_pairs,
)
from mentoring.pairs.queries.members import (
    PairMember,
    PairWithPeople,
    list_pairs_with_ids,
    load_pairs_with_people,
)
from mentoring.pairs.timing import next_working_morning, previous_working_morning

IDLE_FOR = timedelta(days=21)
"""A pair that booked nothing for this long is asked how to go on."""

BATCH_SIZE = 200
A_MINUTE = timedelta(minutes=1)
FIT_QUESTION_MAX_AGE = timedelta(days=30)
"""A question is not sent about an older session."""


def send_session_reminders() -> int:
    """Remind people who have a session on their next working day; only in working hours, and not in a crisis or pause.

    Returns how many notices were sent.
    """
    now = clock.now()
    near = list_upcoming_sessions_of_active_pairs(now)
    both = load_pairs_with_people({upcoming.pair for upcoming in near})
    candidates = [(upcoming, person) for upcoming in near for person in both[upcoming.pair.id].people if person.is_here]
    at_work = _load_workplaces_of_reachable_people({person for _, person in candidates}, now)
    due = {
        _reminder_key(upcoming, person): build_session_notice_for_person(
            SESSION_REMINDER, both[upcoming.pair.id], person, upcoming.meeting
        )
        for upcoming, person in candidates
        if person.id in at_work and _is_reminder_due(upcoming, at_work[person.id], now)
    }
    return _send_each_notice_once(due, now)


def send_fit_questions() -> int:
    """Ask each person whether the pair suits them, on the working day after the first and the third session."""
    now = clock.now()
    questions = list_due_fit_questions(now - FIT_QUESTION_MAX_AGE)
    both = load_pairs_with_people(list_pairs_with_ids({question.pair_id for question in questions}))
    people = {question: _member_with_id(both[question.pair_id], question.person_id) for question in questions}
    at_work = _load_workplaces_of_reachable_people({person for person in people.values() if person.is_here}, now)
    due = {
        (question.pair_id, question.person_id, f"fit:{question.after}"): _build_fit_question_notice(
            question, both[question.pair_id], person
        )
        for question, person in people.items()
        if person.id in at_work and next_working_morning(question.ended_at, at_work[person.id]) <= now
    }
    return _send_each_notice_once(due, now)


def send_idle_questions() -> int:
    """Ask both people of a pair that booked nothing for three weeks how to go on, once a pair; returns how many pairs.

    A pair waits while one of the two is in a pause or a crisis, or while neither is at work.
    """
    now = clock.now()
    pairs = lock_idle_pairs(now, now - IDLE_FOR, BATCH_SIZE)
    both = load_pairs_with_people(pairs)
    people = {person for pair in pairs for person in both[pair.id].people}
    away = list_unavailable_person_ids([person.id for person in people])
    at_work = _load_workplaces_of_reachable_people(people, now)
    due = [pair for pair in pairs if not away & {pair.senior_id, pair.junior_id}]
    due = [pair for pair in due if at_work.keys() & {pair.senior_id, pair.junior_id}]
    for pair in due:
        pair.idle_asked_at = now
    session().flush()
    notify_people(
        [notice for pair in due for notice in build_pair_notices(IDLE_QUESTION, both[pair.id], key=str(pair.id))]
    )
    return len(due)


def _load_workplaces_of_reachable_people(people: Collection[PairMember], now: datetime) -> dict[int, PlaceOfWork]:
    """Where the people work who are at work now, not on a public holiday, and in no crisis or pause."""
    workplaces = load_workplaces_by_person([person.id for person in people])
    at_work = {person.id for person in people if workplaces[person.id].is_working_time(now, now + A_MINUTE)}
    left_alone = list_unavailable_person_ids(at_work)
    return {person_id: workplaces[person_id] for person_id in at_work - left_alone}


def _is_reminder_due(upcoming: UpcomingSession, workplace: PlaceOfWork, now: datetime) -> bool:
    """Whether the reminder is due; a date that changed since the reminder opened needs none."""
    return upcoming.meeting.changed_at < previous_working_morning(upcoming.meeting.starts_at, workplace) <= now


def _build_fit_question_notice(question: DueFitQuestion, both: PairWithPeople, person: PairMember) -> NewNotice:
    return build_pair_notice_for_person(FIT_QUESTION, both, person, key=f"{question.pair_id}:{question.after}")


def _member_with_id(both: PairWithPeople, person_id: int) -> PairMember:
    return both.senior if both.is_senior(person_id) else both.junior


def _reminder_key(upcoming: UpcomingSession, person: PairMember) -> tuple[int, int, str]:
    return upcoming.pair.id, person.id, f"near:{upcoming.meeting.number}:{upcoming.meeting.sequence}"


def _send_each_notice_once(due: dict[tuple[int, int, str], NewNotice], now: datetime) -> int:
    """Send each notice once, also if two schedulers run at the same time; returns how many."""
    if not due:
        return 0
    rows = [
        {"pair_id": pair_id, "person_id": person_id, "name": name, "asked_at": now}
        for pair_id, person_id, name in sorted(due)
    ]
    written = (
        insert(SentPairReminder)
        .on_conflict_do_nothing()
        .returning(SentPairReminder.pair_id, SentPairReminder.person_id, SentPairReminder.name)
    )
    new = [(row.pair_id, row.person_id, row.name) for row in session().execute(written, rows)]
    notify_people([due[name] for name in new])
    return len(new)
