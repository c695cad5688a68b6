"""What each of the two says, for themselves: whether it suits, how to go on, and at the end a word for the other."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.notices.service.notify import notify_people
from mentoring.pairs.models import Feedback, Pair
from mentoring.pairs.notice_texts import build_pair_notice
from mentoring.pairs.notices import THANKS_RECEIVED
from mentoring.pairs.plan import reduced_session_count
from mentoring.pairs.queries.meetings import count_held_sessions, list_meetings
from mentoring.pairs.queries.members import load_pair, lock_pair
from mentoring.pairs.questions import ANSWERS_BY_QUESTION, QuestionMoment, list_open_questions
from mentoring.pairs.service.ending import complete_pair, request_stop
from mentoring.pairs.service.meetings import cancel_planned_sessions

MAX_THANKS = 500


class QuestionNotOpen(Conflict):
    """Nobody was asked this, or not yet."""


class InvalidAnswer(Invalid):
    """This is none of the answers, or too long."""


def answer_question(person_id: int, pair_id: int, moment: QuestionMoment, said: str) -> None:
    """Answer a question, for oneself; a second answer takes the place of the first.

    To reduce and to stop are done at once, each as if its own button had been pressed.
    """
    pair = lock_pair(person_id, pair_id)
    asked = list_open_questions(count_held_sessions(pair.id), is_calm_asked=pair.calm_asked_at is not None)
    if pair.state != "active" or moment not in asked:
        raise QuestionNotOpen("This question is not open.")
    if said not in ANSWERS_BY_QUESTION[moment]:
        raise InvalidAnswer("Choose one of the answers.", errors=[FieldError(f"/{moment}", "Choose one.")])
    _save_feedback(pair, person_id, moment, answer=said)
    if moment is QuestionMoment.CALM and said == "reduce":
        _reduce_sessions(pair)
    if moment is QuestionMoment.CALM and said == "stop":
        request_stop(person_id, pair_id)


def close_pair(person_id: int, pair_id: int, *, again: str, thanks: str) -> None:
    """Say whether one would do it again, leave a word for the other, and close the pair when nobody has yet.

    NotAsked while sessions remain, or when the pair stopped before its end. The word can be written once.
    """
    pair = lock_pair(person_id, pair_id)
    if pair.state == "stopped" or (pair.state == "active" and count_held_sessions(pair.id) < pair.sessions):
        raise QuestionNotOpen("Sessions remain: a pair closes after the last one.")
    thanks = thanks.strip()
    if again not in ANSWERS_BY_QUESTION[QuestionMoment.END]:
        raise InvalidAnswer("Choose one of the answers.", errors=[FieldError("/again", "Choose one.")])
    if len(thanks) > MAX_THANKS:
        raise InvalidAnswer("This word is too long.", errors=[FieldError("/thanks", f"{MAX_THANKS} at most.")])
    complete_pair(pair)
    if _save_feedback(pair, person_id, QuestionMoment.END, answer=again, thanks=thanks) and thanks:
        both = load_pair(pair)
        notify_people([build_pair_notice(THANKS_RECEIVED, both, both.other(person_id), key=str(pair.id))])


def _save_feedback(pair: Pair, person_id: int, moment: QuestionMoment, *, answer: str, thanks: str = "") -> bool:
    """Whether this was kept: what was said at the end stays as it was."""
    row = {"answer": answer, "thanks": thanks, "said_at": clock.now()}
    said = insert(Feedback).values(pair_id=pair.id, person_id=person_id, moment=moment.value, **row)
    if moment is QuestionMoment.END:
        said = said.on_conflict_do_nothing()
    else:
        said = said.on_conflict_do_update(index_elements=["pair_id", "person_id", "moment"], set_=row)
    return session().execute(said.returning(Feedback.pair_id)).first() is not None


def _reduce_sessions(pair: Pair) -> None:
    meetings = list_meetings(pair.id)
    held = [meeting.number for meeting in meetings if meeting.state == "held"]
    pair.sessions = reduced_session_count(pair.sessions, len(held), max(held, default=0))
    session().flush()
    notify_people(
        cancel_planned_sessions(load_pair(pair), [meeting for meeting in meetings if meeting.number > pair.sessions])
    )
