"""Objections to a provisional result: a participant makes one, HR answers, and an upheld one counts again in the open."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from missions.contests.checks import MISSING
from missions.contests.life import queries
from missions.contests.life.models import ContestObjection
from missions.contests.life.service.announcements import notify_hr, notify_person
from missions.contests.life.service.recount import COUNTED_AGAIN, recount_result
from missions.contests.models import Contest
from missions.contests.notices import OBJECTION_ANSWERED, OBJECTION_MADE
from missions.contests.queries import get_contest, get_listed_contest, lock_contest
from missions.contests.standings.closing.queries import find_own_entry
from missions.contests.states import ContestState

MOST_CHARACTERS = 2000


class ObjectionTimePast(Conflict):
    """A result is objected to while it is provisional."""


class TookNoPart(Conflict):
    """Only people who took part may object."""


class ObjectionOpen(Conflict):
    """An earlier objection of this person waits for its answer."""


class ObjectionAnswered(Conflict):
    """This objection has its answer."""


class MissingObjectionText(Invalid):
    """An objection, and its answer, say something, in at most 2,000 characters."""


def make_objection(slug: str, person_id: int, text: str) -> ContestObjection:
    """Object to the provisional result; it becomes final once everybody has an answer.

    ObjectionTimePast outside the window, TookNoPart for others, ObjectionOpen while an earlier one waits; the same text again
    is the same objection.
    """
    contest = lock_contest(get_listed_contest(slug).id)
    written = _check_texts({"text": text})["text"]
    result = queries.get_last_result(contest.id)
    until = result.objections_until
    if contest.state != ContestState.PROVISIONAL or until is None or until <= clock.now():
        raise ObjectionTimePast("The time to object to this result is over, or has not come.")
    if find_own_entry(contest.id, person_id) is None:
        raise TookNoPart("Only people who took part may object.")
    for earlier in queries.list_objections_of_person(contest.id, person_id):
        if earlier.answered_at is None and earlier.words == written:
            return earlier
        if earlier.answered_at is None:
            raise ObjectionOpen("Your earlier objection waits for its answer.")
    return _store_objection(contest, person_id, written, result.number)


def _store_objection(contest: Contest, person_id: int, text: str, result_number: int) -> ContestObjection:
    objection = ContestObjection(
        contest_id=contest.id, person_id=person_id, words=text, result_number=result_number, made_at=clock.now()
    )
    session().add(objection)
    session().flush()
    notify_hr(contest, OBJECTION_MADE, str(objection.id))
    return objection


def answer_objection(slug: str, objection_id: int, *, is_upheld: bool, answer: str, reason: str, by_id: int) -> bool:
    """Answer an objection. Each upheld one counts everything again; `reason` says to everybody why. Whether the result changes.

    ObjectionAnswered the second time: the first answer stands. Nothing is written before every text is there.
    """
    contest = lock_contest(get_contest(slug).id)
    objection = queries.OBJECTIONS_OF_CONTEST.get_and_lock_own_row(contest.id, objection_id)
    if objection.answered_at is not None:
        raise ObjectionAnswered("This objection has its answer already.")
    is_counted_again = is_upheld and contest.state in COUNTED_AGAIN
    texts = {"answer": answer, "reason": reason} if is_counted_again else {"answer": answer}
    written = _check_texts(texts)
    objection.answer, objection.is_upheld = written["answer"], is_upheld
    objection.answered_at, objection.answered_by_id = clock.now(), by_id
    session().flush()
    if objection.person_id is not None:
        notify_person(contest, objection.person_id, OBJECTION_ANSWERED, str(objection.id), answer=objection.answer)
    return is_counted_again and recount_result(contest, reason=written["reason"], by_id=by_id)


def _check_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts without space around them; MissingObjectionText names each that is empty or too long."""
    written = {name: text.strip() for name, text in texts.items()}
    faults = [FieldError(f"/{name}", MISSING) for name, text in written.items() if not 0 < len(text) <= MOST_CHARACTERS]
    if faults:
        raise MissingObjectionText("Write between 1 and 2,000 characters.", errors=faults)
    return written
