"""Asks a colleague to tell a practice, and lets them answer or say nothing."""

from __future__ import annotations

import re

from sqlalchemy import delete

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.notices.service.notify import notify_people
from badges.judging.queries import lock_people
from badges.thanks.practices import queries
from badges.thanks.practices.models import PracticeRequest
from badges.thanks.practices.notices import build_answer_notice, build_wish_notice
from badges.thanks.refusals.queries import receives_thanks_from
from badges.thanks.service.give import NOT_RECEIVED, ThanksRefused, get_typed_receiver, list_faults_of_words

LONGEST = {"practice": 200, "answer": 1_000, "link": 400}
MOST_WAITING = 3
"""How many requests of one person wait at the same time."""

NO_PRACTICE = ErrorMessage("Say what you would like to hear.", french="Dites ce que vous aimeriez entendre.")
NO_ANSWER = ErrorMessage("Write an answer, or give a link.", french="Écrivez une réponse, ou donnez un lien.")
NO_ADDRESS = ErrorMessage(
    "Write a whole address that begins with https://, as https://example.com/page.",
    french="Écrivez une adresse entière qui commence par https://, comme https://exemple.fr/page.",
)
MANY_WAITING = ErrorMessage(
    "{most} of your requests wait, which is the most.",
    french="{most} de vos demandes attendent déjà, le plus possible.",
)


def ask_for_practice(requester_id: int, receiver: str, practice: str, submission: str) -> None:
    """Let the one colleague of that name or address know, alone, what somebody would like to hear. Sent again, it changes nothing.

    Invalid at each field; ThanksRefused for whoever cannot be asked, and where too many requests wait.
    """
    lock_people([requester_id])
    if queries.has_sent_form(requester_id, submission):
        return
    errors = [] if practice.strip() else [FieldError("/practice", NO_PRACTICE)]
    errors += list_faults_of_words({"practice": practice}, LONGEST)
    teller_id = get_typed_receiver(requester_id, receiver, errors)
    if not receives_thanks_from(teller_id, requester_id):
        raise ThanksRefused(NOT_RECEIVED)
    if queries.count_waiting_practices(requester_id) >= MOST_WAITING:
        raise ThanksRefused(MANY_WAITING.format(most=MOST_WAITING))
    people = {"requester_id": requester_id, "teller_id": teller_id}
    words = {"practice": practice.strip(), "submission": submission, "requested_at": clock.now()}
    request = PracticeRequest(**people, **words)
    session().add(request)
    session().flush()
    notify_people([build_wish_notice(request)])


def answer_request(teller_id: int, request_id: int, answer: str, link: str) -> None:
    """Tell the practice to everybody, in words, by a link, or both; said again, the words are replaced."""
    answer, link = answer.strip(), link.strip()
    errors = list_faults_of_words({"answer": answer, "link": link}, LONGEST)
    if not answer and not link:
        errors.append(FieldError("/answer", NO_ANSWER))
    if link and not re.fullmatch(r"https://[^\s<>\"']+", link):
        errors.append(FieldError("/link", NO_ADDRESS))
    if errors:
        raise Invalid("This cannot be told like this.", errors=errors)
    request = queries.own_to_answer.get_and_lock_own_row(teller_id, request_id)
    request.answer, request.link, request.answered_at = answer or None, link or None, clock.now()
    session().flush()
    if request.requester_id is not None:
        notify_people([build_answer_notice(request.id, request.requester_id)])


def decline_request(teller_id: int, request_id: int) -> None:
    """Say nothing, or take an answer back. Nobody is told: the request waits for its end as if it was not read."""
    request = queries.own_to_answer.get_and_lock_own_row(teller_id, request_id)
    request.answer = request.link = request.answered_at = None
    request.declined_at = clock.now()


def forget_request_if_expired(request_id: int) -> None:
    """Delete a request that nobody answered in its time. Idempotent."""
    session().execute(delete(PracticeRequest).where(queries.expired_condition(), PracticeRequest.id == request_id))
