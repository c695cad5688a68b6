"""The verb of presence: check in, with the six digits or with the address that was scanned."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.errors import Conflict
from app.kernel.limits import RateLimit, count_try_or_raise, reset_try_count
from missions.attempts.answers import Answers, InvalidAnswers, parse_answers
from missions.attempts.attempt import MissionAttempt
from missions.attempts.service import (
    get_attempt_of_completion_mode,
    is_pass_already_recorded,
    lock_attempts,
    record_pass_and_progress,
    refuse_unless_person_may_act,
)
from missions.kind import CompletionMode
from missions.presence.codes import is_current_or_previous_code
from missions.presence.queries import derive_secret_of_mission, get_presence_event, split_scanned_code

TRIES = RateLimit("presence", most=10, within=timedelta(minutes=5))
WRONG = {
    "fr": "Ce ne sont pas les chiffres du moment : ils changent toutes les trente secondes.",
    "en": "These are not the digits of the moment: they change every thirty seconds.",
}


class CodeExpired(Conflict):
    """The scanned code is not the one of the moment any more."""


def check_in_by_digits(attempt: MissionAttempt, number: int, sent: Answers) -> None:
    """Confirm that the person is there, by the six digits of the moment or of the one just before."""
    lock_attempts([attempt])
    if is_pass_already_recorded(attempt, number):
        return
    refuse_unless_person_may_act(attempt)
    digits = parse_answers(attempt.kind.questions(attempt.settings), sent)["code"]
    if not _count_try_and_verify_code(attempt, digits):
        raise InvalidAnswers({"code": WRONG})
    record_pass_and_progress(attempt, occurred_at=clock.now())


def check_in_by_scanned_code(person_id: int, code: str, number: int) -> MissionAttempt:
    """Confirm that the person is there, by the address that they scanned; CodePassed when it has changed since."""
    slug, mark = split_scanned_code(code)
    get_presence_event(slug)
    attempt = get_attempt_of_completion_mode(CompletionMode.PRESENCE, person_id, slug)
    lock_attempts([attempt])
    if is_pass_already_recorded(attempt, number):
        return attempt
    refuse_unless_person_may_act(attempt)
    if not _count_try_and_verify_code(attempt, mark):
        raise CodeExpired("The code has changed since it was scanned: scan it again.")
    record_pass_and_progress(attempt, occurred_at=clock.now())
    return attempt


def _count_try_and_verify_code(attempt: MissionAttempt, code: str) -> bool:
    count_try_or_raise(TRIES, f"{attempt.person_id}:{attempt.slug}")
    if not is_current_or_previous_code(derive_secret_of_mission(attempt.slug), code, clock.now()):
        return False
    reset_try_count(TRIES, f"{attempt.person_id}:{attempt.slug}")
    return True
