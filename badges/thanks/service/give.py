"""Gives thanks to a colleague who was typed, and takes them back while the colleague does not know of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.people.directory.queries import find_person_ids_by_line
from app.people.targeting import find_line_fault
from badges.judging.queries import lock_people
from badges.thanks.models import Thanks
from badges.thanks.queries.given import count_thanks_left, find_thanks_of_form, has_given
from badges.thanks.refusals.queries import receives_thanks_from
from badges.thanks.week import MOST_A_WEEK

LONGEST = {"reason": 280, "effect": 280}
"""How many characters a field takes: about two sentences."""

NO_RECEIVER = ErrorMessage("Say to whom.", french="Dites à qui.")
NO_REASON = ErrorMessage("Say what for.", french="Dites pour quoi : c’est ce que la personne lira.")
TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")
TO_ONESELF = ErrorMessage("Nobody thanks themselves here.", french="On ne se remercie pas soi-même.")
NOT_RECEIVED = ErrorMessage(
    "This person cannot be thanked here at the moment. Passerelle does not say why: taking part, and receiving thanks, is"
    " everybody’s own choice.",
    french="Cette personne ne peut pas être remerciée ici en ce moment. Passerelle ne dit pas pourquoi : participer, et recevoir"
    " des mercis, c’est le choix de chacun.",
)
"""One sentence for whoever takes no part, wants no thanks, or none from this colleague."""
WEEK_IS_FULL = ErrorMessage(
    "You gave {most} thanks this week, which is the most. A word in the corridor counts as much.",
    french="Vous avez déjà donné {most} mercis cette semaine, le plus possible. De vive voix, un merci compte autant.",
)
TOLD_ALREADY = ErrorMessage(
    "The person knows of it by now: it cannot be taken back.",
    french="La personne l’a appris entre-temps : ce merci ne peut plus être annulé.",
)


class ThanksRefused(Conflict):
    """These thanks cannot be given now, or not be taken back any more."""


@dataclass(frozen=True, kw_only=True)
class TypedThanks:
    """What a giver types; `effect` may stay empty, and `submission` names the form."""

    receiver: str
    reason: str
    effect: str
    submission: str


def give_thanks_to_typed_person(giver_id: int, typed: TypedThanks) -> Thanks:
    """Thank the one person of that name or address; sent again, the same form changes nothing.

    Invalid at each field; ThanksRefused for whoever cannot be thanked, and once the week is full.
    """
    lock_people([giver_id])
    if (given := find_thanks_of_form(giver_id, typed.submission)) is not None:
        return given
    errors = [] if typed.reason.strip() else [FieldError("/reason", NO_REASON)]
    errors += list_faults_of_words({"reason": typed.reason, "effect": typed.effect}, LONGEST)
    return _store_thanks(giver_id, get_typed_receiver(giver_id, typed.receiver, errors), typed)


def get_typed_receiver(giver_id: int, typed: str, errors: Sequence[FieldError]) -> int:
    """The id of the one colleague of that name or address; Invalid, with the other `errors` too, and where there are any."""
    line = " ".join(typed.split())
    ids = find_person_ids_by_line([line])[line] if line else ()
    fault = find_line_fault(line, ids) if line else NO_RECEIVER
    if fault is None and giver_id in ids:
        fault = TO_ONESELF
    wrong = [*([] if fault is None else [FieldError("/receiver", fault)]), *errors]
    if wrong:
        raise Invalid("This cannot be sent like this.", errors=wrong)
    return ids[0]


def take_back_thanks(giver_id: int, thanks_id: int) -> None:
    """Let these thanks never have been given; ThanksRefused once the receiver was told. A second click changes nothing."""
    waiting = delete(Thanks).where(Thanks.id == thanks_id, Thanks.giver_id == giver_id, Thanks.delivered_at.is_(None))
    if session().scalar(waiting.returning(Thanks.id)) is None and has_given(giver_id, thanks_id):
        raise ThanksRefused(TOLD_ALREADY)


def list_faults_of_words(words: Mapping[str, str], longest: Mapping[str, int]) -> list[FieldError]:
    """What is wrong with what somebody writes, at its field."""
    errors = []
    for name, written in words.items():
        if hidden := find_hidden_sign(written):
            errors.append(FieldError(f"/{name}", hidden))
        elif len(written) > longest[name]:
            errors.append(FieldError(f"/{name}", TOO_LONG.format(most=longest[name])))
    return errors


def _store_thanks(giver_id: int, receiver_id: int, typed: TypedThanks) -> Thanks:
    if not receives_thanks_from(receiver_id, giver_id):
        raise ThanksRefused(NOT_RECEIVED)
    if not count_thanks_left(giver_id):
        raise ThanksRefused(WEEK_IS_FULL.format(most=MOST_A_WEEK))
    thanks = Thanks(
        giver_id=giver_id,
        receiver_id=receiver_id,
        reason=typed.reason.strip(),
        effect=typed.effect.strip() or None,
        submission=typed.submission,
        given_at=clock.now(),
    )
    session().add(thanks)
    session().flush()
    return thanks
