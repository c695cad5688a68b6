"""Saves what a person of a pair answers: whether it suits, how to go on, and at the end thanks for the other."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.notices.service.notify import notify_people
from mentoring.pairs.models import Feedback, Pair
from mentoring.pairs.notice_texts import build_pair_notice_for_person
from mentoring.pairs.notices import THANKS_RECEIVED
from mentoring.pairs.plan import session_count_of_shortened_pair
from mentoring.pairs.queries.meetings import count_held_sessions, list_meetings_of_pair
from mentoring.pairs.queries.members import load_pair_with_people, lock_own_pair
from mentoring.pairs.queries.page import list_skills_of_pair_member
from mentoring.pairs.questions import ANSWERS_BY_QUESTION, QuestionMoment, list_open_question_moments
from mentoring.pairs.service.ending import complete_pair, request_stop
from mentoring.pairs.service.levels import record_levels_at_end
from mentoring.pairs.service.meetings import cancel_sessions_and_build_notices
from mentoring.volunteers.preferences import LEVELS

MAX_THANKS = 500
TOO_LONG_THANKS = ErrorMessage(
    "This is too long: {most} characters at most.", french="Ce mot est trop long : {most} caractères au plus."
)


class QuestionNotOpen(Conflict):
    """The question is not open to this pair."""


class InvalidAnswer(Invalid):
    """The answer is not on the list, or the thanks are too long."""


def answer_question(person_id: int, pair_id: int, moment: QuestionMoment, chosen: str) -> Pair:
    """Save the answer of one person, and return the pair after it; a second answer replaces the first.

    The answers `reduce` and `stop` are carried out at once, for both.
    """
    pair = lock_own_pair(person_id, pair_id)
    open_questions = list_open_question_moments(
        count_held_sessions(pair.id),
        is_calm_asked=pair.calm_asked_at is not None,
        is_idle_asked=pair.idle_asked_at is not None,
    )
    if pair.state != "active" or moment not in open_questions:
        raise QuestionNotOpen("This question is not open.")
    if chosen not in ANSWERS_BY_QUESTION[moment]:
        raise InvalidAnswer("Choose one of the answers.", errors=[FieldError(f"/{moment}", "Choose one.")])
    _save_feedback(pair, person_id, moment, answer=chosen)
    if chosen == "reduce":
        _shorten_pair_and_cancel_last_sessions(pair)
    if chosen == "stop":
        request_stop(person_id, pair_id)
    return pair


def close_pair(
    person_id: int, pair_id: int, *, again: str, thanks: str, levels: Mapping[str, str] | None = None
) -> None:
    """Save the closing answer, the thanks and the levels of one person, and complete the pair if it is still active.

    `levels` are 0 to 5 by the slug of a skill, or an empty text for no answer. Raises QuestionNotOpen while sessions remain
    or if the pair stopped early. All is written once.
    """
    pair = lock_own_pair(person_id, pair_id)
    if pair.state == "stopped" or (pair.state == "active" and count_held_sessions(pair.id) < pair.sessions):
        raise QuestionNotOpen("Sessions remain: a pair closes after the last one.")
    thanks = thanks.strip()
    if again not in ANSWERS_BY_QUESTION[QuestionMoment.END]:
        raise InvalidAnswer("Choose one of the answers.", errors=[FieldError("/again", "Choose one.")])
    fault = TOO_LONG_THANKS.format(most=MAX_THANKS) if len(thanks) > MAX_THANKS else find_hidden_sign(thanks)
    if fault:
        raise InvalidAnswer("These thanks cannot be kept.", errors=[FieldError("/thanks", fault)])
    level_by_skill_id = _parse_levels_at_end(pair, person_id, levels or {})
    complete_pair(pair)
    if not _save_feedback(pair, person_id, QuestionMoment.END, answer=again, thanks=thanks):
        return
    record_levels_at_end(pair_id, person_id, level_by_skill_id)
    if thanks:
        both = load_pair_with_people(pair)
        notify_people([build_pair_notice_for_person(THANKS_RECEIVED, both, both.other(person_id), key=str(pair.id))])


def _parse_levels_at_end(pair: Pair, person_id: int, levels: Mapping[str, str]) -> dict[int, int]:
    """The answered levels by skill id; a skill of which this pair keeps no level is left out."""
    answered = {
        skill: levels[skill.slug]
        for skill in list_skills_of_pair_member(pair.id, person_id)
        if levels.get(skill.slug, "")
    }
    wrong = [skill.slug for skill, level in answered.items() if level not in map(str, LEVELS)]
    if wrong:
        raise InvalidAnswer(
            "Choose a level of the list.", errors=[FieldError(f"/level.{slug}", "Choose one.") for slug in wrong]
        )
    return {skill.id: int(level) for skill, level in answered.items()}


def _save_feedback(pair: Pair, person_id: int, moment: QuestionMoment, *, answer: str, thanks: str = "") -> bool:
    """Returns whether the row was written; an answer at the end is never replaced."""
    row = {"answer": answer, "thanks": thanks, "said_at": clock.now()}
    statement = insert(Feedback).values(pair_id=pair.id, person_id=person_id, moment=moment.value, **row)
    if moment is QuestionMoment.END:
        statement = statement.on_conflict_do_nothing()
    else:
        statement = statement.on_conflict_do_update(index_elements=["pair_id", "person_id", "moment"], set_=row)
    return session().execute(statement.returning(Feedback.pair_id)).first() is not None


def _shorten_pair_and_cancel_last_sessions(pair: Pair) -> None:
    meetings = list_meetings_of_pair(pair.id)
    held_numbers = [meeting.number for meeting in meetings if meeting.state == "held"]
    pair.sessions = session_count_of_shortened_pair(pair.sessions, len(held_numbers), max(held_numbers, default=0))
    session().flush()
    notify_people(
        cancel_sessions_and_build_notices(
            load_pair_with_people(pair), [meeting for meeting in meetings if meeting.number > pair.sessions]
        )
    )
