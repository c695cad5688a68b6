"""Submits an attempt in the way that the mission's kind requires: a form, a reviewer, another person, or a place."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from app.kernel import clock
from app.kernel.errors import Conflict
from missions.attempts.answers import Answers, InvalidAnswers, parse_answers, select_answers_to_store
from missions.attempts.attempt import MissionAttempt
from missions.attempts.queries import find_last_passed_at
from missions.attempts.service import (
    get_attempt,
    is_pass_already_recorded,
    lock_attempts,
    record_pass_and_progress,
    refuse_unless_person_may_act,
)
from missions.kind import CompletionMode
from missions.meetings.service import confirm_meeting
from missions.presence.service import check_in_by_digits
from missions.progress.queries import get_person_mission
from missions.reviews.service.send import send_evidence, store_declaration_answers


class MissionTakesNoSubmission(Conflict):
    """This mission is completed elsewhere and detected automatically."""


class SubmissionOutcome(Enum):
    """The result of a submission."""

    COMPLETED = "completed"
    NOTED = "noted"
    SENT = "sent"


def submit_attempt(person_id: int, slug: str, number: int, sent: Answers) -> SubmissionOutcome:
    """Submit the form of a mission for the `number`th pass; a second submission of the same number counts nothing.

    InvalidAnswers for wrong answers, and a Conflict for any other obstacle.
    """
    attempt = get_attempt(person_id, slug)
    completion_mode = SUBMIT_BY_MODE.get(attempt.kind.completion_mode)
    if completion_mode is None:
        raise MissionTakesNoSubmission("This mission is completed elsewhere and detected automatically.")
    completion_mode(attempt, number, sent)
    if attempt.kind.completion_mode is CompletionMode.REVIEW:
        return SubmissionOutcome.SENT
    has_completed = get_person_mission(person_id, slug).completed_at == find_last_passed_at(attempt)
    return SubmissionOutcome.COMPLETED if has_completed else SubmissionOutcome.NOTED


def _submit_form_answers(attempt: MissionAttempt, number: int, sent: Answers) -> None:
    lock_attempts([attempt])
    if is_pass_already_recorded(attempt, number):
        return
    refuse_unless_person_may_act(attempt)
    questions = attempt.kind.questions(attempt.settings)
    answers = parse_answers(questions, sent)
    remarks = attempt.kind.list_answer_errors(attempt.settings, answers)
    if remarks:
        raise InvalidAnswers(remarks)
    store_declaration_answers(attempt, select_answers_to_store(questions, answers))
    record_pass_and_progress(attempt, occurred_at=clock.now())


SUBMIT_BY_MODE: dict[CompletionMode, Callable[[MissionAttempt, int, Answers], None]] = {
    CompletionMode.FORM: _submit_form_answers,
    CompletionMode.REVIEW: send_evidence,
    CompletionMode.PAIR: confirm_meeting,
    CompletionMode.PRESENCE: check_in_by_digits,
}
"""The use case for each way of completion that takes place here."""
