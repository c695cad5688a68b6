"""The verb of presence: check in, with the six digits or with the address that was scanned."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.errors import Conflict
from app.kernel.limits import RateLimit, count_try, reset_limit
from missions.attempts.answers import Answers, ToMend, read
from missions.attempts.service import check_open, get_turn_behind, hold, is_told, tell
from missions.attempts.turn import Turn
from missions.kind import Door
from missions.presence.codes import is_taken
from missions.presence.queries import get_event, read_code, secret_for

TRIES = RateLimit("presence", most=10, within=timedelta(minutes=5))
WRONG = {
    "fr": "Ce ne sont pas les chiffres du moment : ils changent toutes les trente secondes.",
    "en": "These are not the digits of the moment: they change every thirty seconds.",
}


class CodePassed(Conflict):
    """The scanned code is not the one of the moment any more."""


def check_in(turn: Turn, number: int, sent: Answers) -> None:
    """Confirm that the person is there, by the six digits of the moment or of the one just before."""
    hold([turn])
    if is_told(turn, number):
        return
    check_open(turn)
    digits = read(turn.kind.asks(turn.settings), sent)["code"]
    if not _is_right(turn, digits):
        raise ToMend({"code": WRONG})
    tell(turn, occurred_at=clock.now())


def check_in_by_code(person_id: int, code: str, number: int) -> Turn:
    """Confirm that the person is there, by the address that they scanned; CodePassed when it has changed since."""
    slug, mark = read_code(code)
    get_event(slug)
    turn = get_turn_behind(Door.PRESENCE, person_id, slug)
    hold([turn])
    if is_told(turn, number):
        return turn
    check_open(turn)
    if not _is_right(turn, mark):
        raise CodePassed("The code has changed since it was scanned: scan it again.")
    tell(turn, occurred_at=clock.now())
    return turn


def _is_right(turn: Turn, code: str) -> bool:
    count_try(TRIES, f"{turn.person_id}:{turn.slug}")
    if not is_taken(secret_for(turn.slug), code, clock.now()):
        return False
    reset_limit(TRIES, f"{turn.person_id}:{turn.slug}")
    return True
