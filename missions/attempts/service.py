"""Tells the journal that a person passed a mission, once for each time, and measures their progress at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.errors import Invalid
from app.people.queries import get_person
from missions.attempts.attempt import MissionAttempt, MissionNotOpen, refuse_closed
from missions.attempts.queries import count_passes, find_attempt
from missions.kind import CompletionMode
from missions.measurement.service import measure_progress
from missions.progress.queries import get_person_mission
from missions.queries import lock_enrolments


def get_attempt(person_id: int, slug: str) -> MissionAttempt:
    """The person's turn at that mission; NoSuchMission when there is none, NotOpen when it is not theirs."""
    attempt = find_attempt(person_id, slug)
    if attempt is None:
        raise MissionNotOpen(get_person_mission(person_id, slug), clock.now())
    return attempt


def get_attempt_by_mode(completion_mode: CompletionMode, person_id: int, slug: str) -> MissionAttempt:
    """Their turn, where the version that counts for them has that door; NotOpen when it is another."""
    attempt = get_attempt(person_id, slug)
    if attempt.kind.completion_mode is not completion_mode:
        raise MissionNotOpen(get_person_mission(person_id, slug), clock.now())
    return attempt


def lock_attempts(attempts: Sequence[MissionAttempt]) -> None:
    """Let nobody else act for these people on these missions until the transaction ends."""
    lock_enrolments(sorted({enrolment for attempt in attempts for enrolment in attempt.enrolments}))


def is_already_passed(attempt: MissionAttempt, number: int) -> bool:
    """Whether the time that a form speaks of was told already: a second click, another window. To be asked while held."""
    if number < 1:
        raise Invalid("Say which time this is, counted from 1: the page does.")
    return number <= count_passes(attempt)


def check_open(attempt: MissionAttempt) -> None:
    """NotOpen or NotTheHour, unless this person may act on it now; to be asked while held."""
    refuse_closed(get_person_mission(attempt.person_id, attempt.slug), attempt.hours, clock.now())


def record_pass(attempt: MissionAttempt, *, occurred_at: datetime, counterpart_id: int | None = None) -> None:
    """Append the fact and measure, while held: the reader that hears of it later finds nothing to add.

    The fact is named by how many came before it, so that what is told twice is kept once.
    """
    assert attempt.kind.emits is not None, "Only a kind with a door of ours tells anything."
    number = count_passes(attempt) + 1
    unit = None if counterpart_id is None else get_person(counterpart_id).unit_id
    fact = NewFact(
        kind=attempt.kind.emits,
        source_key=f"{attempt.kind.emits}:{attempt.slug}:{attempt.person_id}:{number}",
        occurred_at=occurred_at,
        actor_id=attempt.person_id,
        counterpart_id=counterpart_id,
        object=attempt.mission_object,
        body={} if unit is None else {"counterpart_unit": str(unit)},
    )
    append_facts([fact])
    measure_progress(attempt.enrolments)
