"""Cancels a contest, with a message in both languages that everybody who takes part reads."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.lifecycle import IllegalStep
from missions.contests.checks import MISSING
from missions.contests.life.service.announcements import append_contest_fact, notify_participants
from missions.contests.models import Contest
from missions.contests.notices import CANCELLED
from missions.contests.prizes.service.award import withdraw_provisional_wins
from missions.contests.queries import get_contest, lock_contest
from missions.contests.states import CONTEST_LIFECYCLE, ContestState
from missions.contests.terms import Words


class MissingCancelMessage(Invalid):
    """A contest is not cancelled without a word in both languages."""


class NotToBeCancelled(Conflict):
    """A draft is deleted, and a final result stands."""


def cancel_contest(slug: str, message: Words) -> Contest:
    """Cancel a contest that is published and not final. The second time changes nothing: the first message stands."""
    contest = lock_contest(get_contest(slug).id)
    if contest.state == ContestState.CANCELLED:
        return contest
    if not all(message.get(language, "").strip() for language in ("fr", "en")):
        raise MissingCancelMessage("Say why, in both languages.", errors=[FieldError("/message", MISSING)])
    try:
        contest.state = CONTEST_LIFECYCLE.state_after_step("cancel", contest.state)
    except IllegalStep as illegal:
        raise NotToBeCancelled("A draft is deleted, and a final result stands.") from illegal
    contest.cancelled_at, contest.due_at = clock.now(), None
    contest.cancel_message = {language: message[language].strip() for language in ("fr", "en")}
    withdraw_provisional_wins(contest.id)
    append_contest_fact(contest, "contest.cancelled", at=contest.cancelled_at)
    notify_participants(contest, CANCELLED, "once", message=contest.cancel_message)
    return contest
