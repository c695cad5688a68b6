"""The verbs of meetings: show a code, and confirm a meeting by typing the code that the other one shows."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Unavailable
from app.kernel.limits import RateLimit, count_try_or_raise, reset_try_count
from missions.attempts.answers import DIGITS, Answers, InvalidAnswers, parse_answers
from missions.attempts.attempt import MissionAttempt, MissionNotOpen
from missions.attempts.service import (
    get_attempt_of_completion_mode,
    is_pass_already_recorded,
    lock_attempts,
    record_pass_and_progress,
    refuse_unless_person_may_act,
)
from missions.kind import CompletionMode
from missions.meetings import queries
from missions.meetings.models import MeetingCode
from missions.periods import RepeatPeriod, period_start_on
from missions.progress.person_mission import PersonMission
from missions.progress.queries import get_person_mission

SHOWN_FOR = timedelta(minutes=10)
GUESSES = RateLimit("meeting", most=10, within=timedelta(minutes=10))
CODES = RateLimit("meeting-code", most=10, within=timedelta(minutes=10))
DRAWS = 20

UNKNOWN = {
    "fr": "Ce code ne correspond à personne, ou il a expiré. Demandez-en un autre à votre collègue.",
    "en": "This code is nobody’s, or it has run out. Ask your colleague for another.",
}
OWN = {"fr": "C’est le vôtre : tapez celui de votre collègue.", "en": "This is yours: type your colleague’s."}
NOT_THEIRS = {
    "fr": "Votre collègue ne peut pas confirmer cette mission pour le moment.",
    "en": "Your colleague cannot confirm this mission at the moment.",
}
MET = {
    "fr": "Vous vous êtes déjà rencontrés pour cette mission. Une autre rencontre comptera.",
    "en": "You two have already met for this mission. Meeting somebody else will count.",
}


def create_meeting_code(person_id: int, slug: str) -> None:
    """Draw six digits that this person shows for ten minutes; they replace the earlier ones."""
    attempt = get_attempt_of_completion_mode(CompletionMode.PAIR, person_id, slug)
    count_try_or_raise(CODES, str(person_id))
    lock_attempts([attempt])
    refuse_unless_person_may_act(attempt)
    own_code = (MeetingCode.mission_id == attempt.mission_id, MeetingCode.person_id == person_id)
    session().execute(delete(MeetingCode).where(*own_code))
    until = clock.now() + SHOWN_FOR
    if not any(_try_to_draw_code(attempt, until) for _ in range(DRAWS)):
        raise Unavailable("So many codes are shown at this moment that no free one was found. Try again.")


def confirm_meeting(attempt: MissionAttempt, number: int, sent: Answers) -> None:
    """Confirm the meeting for both people; the one who shows the code agreed by showing it."""
    digits = parse_answers(attempt.kind.questions(attempt.settings), sent)["code"]
    count_try_or_raise(GUESSES, str(attempt.person_id))
    other_id = queries.find_code_owner_id(attempt.mission_id, digits, clock.now())
    if other_id in (None, attempt.person_id):
        if is_pass_already_recorded(attempt, number):
            return
        raise InvalidAnswers({"code": UNKNOWN if other_id is None else OWN})
    assert other_id is not None, "A code that somebody shows has somebody."
    other = get_attempt_of_completion_mode(CompletionMode.PAIR, other_id, attempt.slug)
    lock_attempts([attempt, other])
    if is_pass_already_recorded(attempt, number):
        return
    _check_both_can_confirm(attempt, other)
    if not _delete_code_if_shown(other, digits):
        raise InvalidAnswers({"code": UNKNOWN})
    reset_try_count(GUESSES, str(attempt.person_id))
    now = clock.now()
    record_pass_and_progress(attempt, occurred_at=now, counterpart_id=other.person_id)
    record_pass_and_progress(other, occurred_at=now, counterpart_id=attempt.person_id)


def delete_expired_codes() -> None:
    """Delete the codes that have expired."""
    session().execute(delete(MeetingCode).where(MeetingCode.shown_until <= clock.now()))


def _check_both_can_confirm(attempt: MissionAttempt, other: MissionAttempt) -> None:
    refuse_unless_person_may_act(attempt)
    try:
        refuse_unless_person_may_act(other)
    except MissionNotOpen as closed:
        raise InvalidAnswers({"code": NOT_THEIRS}) from closed
    last = queries.find_last_meeting_at(attempt.person_id, other.person_id, attempt.fact_object)
    both = [get_person_mission(each.person_id, each.slug) for each in (attempt, other)]
    if last is not None and any(_is_in_current_period(mission, last, clock.now()) for mission in both):
        raise InvalidAnswers({"code": MET})


def _is_in_current_period(mission: PersonMission, then: datetime, now: datetime) -> bool:
    assert mission.counts_from is not None, "Whoever may act takes part."
    period, zone = RepeatPeriod(mission.period), mission.time_zone
    return then >= mission.counts_from and period_start_on(period, then, zone) == period_start_on(period, now, zone)


def _try_to_draw_code(attempt: MissionAttempt, until: datetime) -> bool:
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = {"mission_id": attempt.mission_id, "person_id": attempt.person_id, "digits": digits, "shown_until": until}
    drawn = insert(MeetingCode).values(row).on_conflict_do_nothing().returning(MeetingCode.digits)
    return session().execute(drawn).first() is not None


def _delete_code_if_shown(other: MissionAttempt, digits: str) -> bool:
    shown = (MeetingCode.mission_id == other.mission_id, MeetingCode.person_id == other.person_id)
    used = delete(MeetingCode).where(*shown, MeetingCode.digits == digits).returning(MeetingCode.digits)
    return session().execute(used).first() is not None
