"""The verbs of meetings: show a code, and confirm a meeting by typing the code that the other one shows."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Unavailable
from app.kernel.limits import RateLimit, count_try, reset_limit
from missions.attempts.answers import DIGITS, Answers, ToMend, read
from missions.attempts.service import check_open, get_turn_behind, hold, is_told, tell
from missions.attempts.turn import NotOpen, Turn
from missions.kind import Door
from missions.meetings import queries
from missions.meetings.models import MeetingCode
from missions.periods import Period, period_on
from missions.progress.choosing import SeenMission
from missions.progress.queries import get_seen_mission

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


def show_code(person_id: int, slug: str) -> None:
    """Draw the six digits that this person shows for ten minutes, in place of those they showed."""
    turn = get_turn_behind(Door.PAIR, person_id, slug)
    count_try(CODES, str(person_id))
    hold([turn])
    check_open(turn)
    mine = (MeetingCode.mission_id == turn.mission_id, MeetingCode.person_id == person_id)
    session().execute(delete(MeetingCode).where(*mine))
    until = clock.now() + SHOWN_FOR
    if not any(_draw(turn, until) for _ in range(DRAWS)):
        raise Unavailable("So many codes are shown at this moment that no free one was found. Try again.")


def confirm(turn: Turn, number: int, sent: Answers) -> None:
    """Confirm for both that they met, each towards the other; whoever shows the code has agreed by showing it."""
    digits = read(turn.kind.asks(turn.settings), sent)["code"]
    count_try(GUESSES, str(turn.person_id))
    other_id = queries.find_whose(turn.mission_id, digits, clock.now())
    if other_id in (None, turn.person_id):
        if is_told(turn, number):
            return
        raise ToMend({"code": UNKNOWN if other_id is None else OWN})
    assert other_id is not None, "A code that somebody shows has somebody."
    other = get_turn_behind(Door.PAIR, other_id, turn.slug)
    hold([turn, other])
    if is_told(turn, number):
        return
    _check_both(turn, other)
    if not _use(other, digits):
        raise ToMend({"code": UNKNOWN})
    reset_limit(GUESSES, str(turn.person_id))
    now = clock.now()
    tell(turn, occurred_at=now, counterpart_id=other.person_id)
    tell(other, occurred_at=now, counterpart_id=turn.person_id)


def forget_old_codes() -> None:
    """Forget the codes that have run out."""
    session().execute(delete(MeetingCode).where(MeetingCode.shown_until <= clock.now()))


def _check_both(turn: Turn, other: Turn) -> None:
    check_open(turn)
    try:
        check_open(other)
    except NotOpen as closed:
        raise ToMend({"code": NOT_THEIRS}) from closed
    last = queries.last_meeting(turn.person_id, other.person_id, turn.itself)
    both = [get_seen_mission(one.person_id, one.slug) for one in (turn, other)]
    if last is not None and any(_is_of_this_period(seen, last, clock.now()) for seen in both):
        raise ToMend({"code": MET})


def _is_of_this_period(seen: SeenMission, then: datetime, now: datetime) -> bool:
    assert seen.counts_from is not None, "Whoever may act takes part."
    period, zone = Period(seen.period), seen.time_zone
    return then >= seen.counts_from and period_on(period, then, zone) == period_on(period, now, zone)


def _draw(turn: Turn, until: datetime) -> bool:
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = {"mission_id": turn.mission_id, "person_id": turn.person_id, "digits": digits, "shown_until": until}
    drawn = insert(MeetingCode).values(row).on_conflict_do_nothing().returning(MeetingCode.digits)
    return session().execute(drawn).first() is not None


def _use(other: Turn, digits: str) -> bool:
    shown = (MeetingCode.mission_id == other.mission_id, MeetingCode.person_id == other.person_id)
    used = delete(MeetingCode).where(*shown, MeetingCode.digits == digits).returning(MeetingCode.digits)
    return session().execute(used).first() is not None
