"""Tells the journal that a person passed a mission, once for each time, and measures their progress at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.errors import Invalid
from app.people.queries import get_person
from missions.attempts.attempt import MissionAttempt, MissionNotOpen, refuse_unless_mission_open
from missions.attempts.queries import count_passes, find_attempt
from missions.kind import CompletionMode
from missions.measurement.service import update_progress_and_completions
from missions.progress.queries import get_person_mission
from missions.queries import lock_enrolments


def get_attempt(person_id: int, slug: str) -> MissionAttempt:
    """The person's attempt; NoSuchMission if there is none, MissionNotOpen if they are not enrolled."""
    attempt = find_attempt(person_id, slug)
    if attempt is None:
        raise MissionNotOpen(get_person_mission(person_id, slug), clock.now())
    return attempt


def get_attempt_of_completion_mode(completion_mode: CompletionMode, person_id: int, slug: str) -> MissionAttempt:
    """Their attempt, if the version that counts for them is completed in this way; MissionNotOpen otherwise."""
    attempt = get_attempt(person_id, slug)
    if attempt.kind.completion_mode is not completion_mode:
        raise MissionNotOpen(get_person_mission(person_id, slug), clock.now())
    return attempt


def lock_attempts(attempts: Sequence[MissionAttempt]) -> None:
    """Lock these attempts until the transaction ends."""
    lock_enrolments(sorted({enrolment for attempt in attempts for enrolment in attempt.enrolments}))


def is_pass_already_recorded(attempt: MissionAttempt, number: int) -> bool:
    """Whether the `number`th pass is recorded already, by a second click or another window. Call it with the attempt locked."""
    if number < 1:
        raise Invalid("Say which time this is, counted from 1: the page does.")
    return number <= count_passes(attempt)


def refuse_unless_person_may_act(attempt: MissionAttempt) -> None:
    """Raises MissionNotOpen or OutsideOpeningHours unless this person may act now. Call it with the attempt locked."""
    refuse_unless_mission_open(get_person_mission(attempt.person_id, attempt.slug), attempt.opening_hours, clock.now())


def record_pass_and_progress(
    attempt: MissionAttempt, *, occurred_at: datetime, counterpart_id: int | None = None
) -> None:
    """Append the fact and measure progress at once; the reader later finds nothing to add. Call it with the attempt locked.

    The source key holds the number of the pass, so that a second append changes nothing.
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
        object=attempt.fact_object,
        body={} if unit is None else {"counterpart_unit": str(unit)},
    )
    append_facts([fact])
    update_progress_and_completions(attempt.enrolments)
