"""What an ambassador does with a question: take it for two hours, release it, or say that it has its answer."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.lease import WAITING, try_to_end_lease, try_to_release_item, try_to_take_item
from badges.ambassadors.questions.models import QuestionTurn
from badges.ambassadors.questions.queries import TURNS, NoSuchQuestion, get_question, old_turn_condition
from badges.ambassadors.responsibilities.queries import read_own_rights

ANSWERED = "answered"


class QuestionAlreadyTaken(Conflict):
    """Another ambassador has taken it, or said that it is answered."""


def take_question(person_id: int, fact_id: int) -> None:
    """Keep it for two hours. QuestionAlreadyTaken if another was first; NoSuchQuestion for one's own, for other communities, and without the right."""
    if not read_own_rights(person_id).may_take_questions:
        raise NoSuchQuestion("This right comes with animation, or with a term.")
    question = get_question(person_id, fact_id)
    row = {"fact_id": fact_id, "asker_id": question.asker_id, "asked_at": question.asked_at}
    session().execute(insert(QuestionTurn).values(row).on_conflict_do_nothing())
    if not try_to_take_item(TURNS, fact_id, person_id, clock.now()) and question.taken_by != person_id:
        raise QuestionAlreadyTaken("Another ambassador has taken this question.")


def release_question(person_id: int, fact_id: int) -> None:
    """Give it back to its place. QuestionAlreadyTaken if this person has not taken it."""
    if not try_to_release_item(TURNS, fact_id, person_id):
        raise QuestionAlreadyTaken("You have not taken this question, or no longer.")


def close_question(person_id: int, fact_id: int) -> None:
    """Say that it has its answer, also one that Passerelle does not know. QuestionAlreadyTaken as above."""
    if not try_to_end_lease(TURNS, fact_id, person_id, {QuestionTurn.state: ANSWERED, QuestionTurn.taken_by: None}):
        raise QuestionAlreadyTaken("You have not taken this question, or no longer.")


def forget_old_turn(fact_id: int) -> None:
    """Forget whose turn it was. Idempotent."""
    session().execute(delete(QuestionTurn).where(old_turn_condition(), QuestionTurn.fact_id == fact_id))


def forget_turns(person_id: int) -> None:
    """Forget whose turn the questions of a person were, and give back those that they took."""
    session().execute(delete(QuestionTurn).where(QuestionTurn.asker_id == person_id))
    free = {QuestionTurn.state: WAITING, QuestionTurn.taken_by: None, QuestionTurn.taken_until: None}
    session().execute(update(QuestionTurn).where(QuestionTurn.taken_by == person_id).values(free))
