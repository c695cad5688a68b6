"""What each of the two says, for themselves: whether it suits, how to go on, and at the end a word for the other."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.notices.service.notify import notify_people
from mentoring.pairs.answers import ANSWERS, Moment, open_questions
from mentoring.pairs.models import Feedback, Pair
from mentoring.pairs.notices import THANKED
from mentoring.pairs.plan import reduced
from mentoring.pairs.queries.meetings import count_held, list_meetings
from mentoring.pairs.queries.members import locked_pair, together
from mentoring.pairs.service.end import complete, stop
from mentoring.pairs.service.meet import call_off
from mentoring.pairs.telling import to_one

LONGEST_THANKS = 500


class NotAsked(Conflict):
    """Nobody was asked this, or not yet."""


class NotAnAnswer(Invalid):
    """This is none of the answers, or too long."""


def answer(person_id: int, pair_id: int, moment: Moment, said: str) -> None:
    """Answer a question, for oneself; a second answer takes the place of the first.

    To reduce and to stop are done at once, each as if its own button had been pressed.
    """
    pair = locked_pair(person_id, pair_id)
    asked = open_questions(count_held(pair.id), is_calm_asked=pair.calm_asked_at is not None)
    if pair.state != "active" or moment not in asked:
        raise NotAsked("This question is not open.")
    if said not in ANSWERS[moment]:
        raise NotAnAnswer("Choose one of the answers.", errors=[FieldError(f"/{moment}", "Choose one.")])
    _keep(pair, person_id, moment, answer=said)
    if moment is Moment.CALM and said == "reduce":
        _reduce(pair)
    if moment is Moment.CALM and said == "stop":
        stop(person_id, pair_id)


def close(person_id: int, pair_id: int, *, again: str, thanks: str) -> None:
    """Say whether one would do it again, leave a word for the other, and close the pair when nobody has yet.

    NotAsked while sessions remain, or when the pair stopped before its end. The word can be written once.
    """
    pair = locked_pair(person_id, pair_id)
    if pair.state == "stopped" or (pair.state == "active" and count_held(pair.id) < pair.sessions):
        raise NotAsked("Sessions remain: a pair closes after the last one.")
    thanks = thanks.strip()
    if again not in ANSWERS[Moment.END]:
        raise NotAnAnswer("Choose one of the answers.", errors=[FieldError("/again", "Choose one.")])
    if len(thanks) > LONGEST_THANKS:
        raise NotAnAnswer("This word is too long.", errors=[FieldError("/thanks", f"{LONGEST_THANKS} at most.")])
    complete(pair)
    if _keep(pair, person_id, Moment.END, answer=again, thanks=thanks) and thanks:
        both = together(pair)
        notify_people([to_one(THANKED, both, both.other(person_id), key=str(pair.id))])


def _keep(pair: Pair, person_id: int, moment: Moment, *, answer: str, thanks: str = "") -> bool:
    """Whether this was kept: what was said at the end stays as it was."""
    row = {"answer": answer, "thanks": thanks, "said_at": clock.now()}
    said = insert(Feedback).values(pair_id=pair.id, person_id=person_id, moment=moment.value, **row)
    if moment is Moment.END:
        said = said.on_conflict_do_nothing()
    else:
        said = said.on_conflict_do_update(index_elements=["pair_id", "person_id", "moment"], set_=row)
    return session().execute(said.returning(Feedback.pair_id)).first() is not None


def _reduce(pair: Pair) -> None:
    meetings = list_meetings(pair.id)
    held = [meeting.number for meeting in meetings if meeting.state == "held"]
    pair.sessions = reduced(pair.sessions, len(held), max(held, default=0))
    session().flush()
    notify_people(call_off(together(pair), [meeting for meeting in meetings if meeting.number > pair.sessions]))
