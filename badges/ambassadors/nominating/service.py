"""Keeps the nomination of a colleague, and withdraws it."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.people.directory.queries import find_person_ids_by_line
from app.people.queries import get_person
from app.people.targeting import find_line_fault
from badges.ambassadors.models import Nomination
from badges.ambassadors.nominating import queries
from badges.judging.queries import lock_people
from badges.terms.queries import takes_part

LONGEST_SENTENCE = 300
MOST_NOMINATIONS = 5
"""How many colleagues a person may propose within a year: whoever proposes everybody says nothing of anybody."""

NOBODY = ErrorMessage("Say whom.", french="Dites qui.")
ONESELF = ErrorMessage("Nobody proposes themselves.", french="On ne se propose pas soi-même.")
NOMINATED_ALREADY = ErrorMessage(
    "You proposed this person within a year already.", french="Vous avez déjà proposé cette personne cette année."
)
ENOUGH = ErrorMessage(
    "You proposed {most} colleagues within a year: withdraw one of them first.",
    french="Vous avez proposé {most} collègues en un an : retirez d’abord une proposition.",
)
NOT_NOMINATED_NOW = ErrorMessage(
    "This person cannot be proposed at the moment. Passerelle does not say why: whether a colleague takes part is theirs to say.",
    french="Cette personne ne peut pas être proposée en ce moment. Passerelle ne dit pas pourquoi : participer ou non, c’est à chacun de le dire.",
)
"""One sentence for whoever takes no part, is an ambassador, or works where badges are off."""
NO_SENTENCE = ErrorMessage(
    "Say in one sentence what this person gives.", french="Dites en une phrase ce que cette personne apporte."
)
TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")


class NotParticipating(Conflict):
    """Only people who take part propose colleagues."""


@dataclass(frozen=True, kw_only=True)
class TypedNomination:
    """What a colleague types: whom, by a full name or an e-mail address, and one sentence."""

    colleague: str
    sentence: str


def nominate_typed_person(nominator_id: int, typed: TypedNomination) -> None:
    """Propose the one person of that name or address; nobody learns of it before that person accepts. Invalid at each field.

    Of two people who propose each other within a year, only the first nomination counts; neither is told of the other.
    """
    if not takes_part(nominator_id):
        raise NotParticipating("Join Passerelle first.")
    lock_people([nominator_id])
    nominee_id, fault = _find_nominee(nominator_id, typed.colleague)
    errors = [FieldError("/colleague", fault)] if fault else []
    errors += _list_faults_of_sentence(typed.sentence)
    if errors or nominee_id is None:
        raise Invalid("This nomination cannot be kept.", errors=errors)
    unit_id = get_person(nominator_id).unit_id
    session().add(
        Nomination(
            nominee_id=nominee_id,
            nominator_id=nominator_id,
            unit_id=unit_id,
            sentence=" ".join(typed.sentence.split()),
            written_at=clock.now(),
        )
    )
    session().flush()


def withdraw_nomination(nominator_id: int, nomination_id: int) -> None:
    """Take a nomination back; whoever was asked already is not told."""
    session().delete(queries.OWN_NOMINATIONS.get_and_lock_own_row(nominator_id, nomination_id))
    session().flush()


def _find_nominee(nominator_id: int, typed: str) -> tuple[int | None, ErrorMessage | None]:
    line = " ".join(typed.split())
    ids = find_person_ids_by_line([line])[line] if line else ()
    fault = find_line_fault(line, ids) if line else NOBODY
    if fault is not None:
        return None, fault
    return ids[0], _find_fault_of_nominee(nominator_id, ids[0])


def _find_fault_of_nominee(nominator_id: int, nominee_id: int) -> ErrorMessage | None:
    if nominee_id == nominator_id:
        return ONESELF
    if queries.has_nominated(nominator_id, nominee_id):
        return NOMINATED_ALREADY
    if len(queries.list_written_nominations(nominator_id)) >= MOST_NOMINATIONS:
        return ENOUGH.format(most=MOST_NOMINATIONS)
    return None if queries.may_be_nominated(nominee_id) else NOT_NOMINATED_NOW


def _list_faults_of_sentence(sentence: str) -> list[FieldError]:
    if not sentence.strip():
        return [FieldError("/sentence", NO_SENTENCE)]
    if hidden := find_hidden_sign(sentence):
        return [FieldError("/sentence", hidden)]
    return [FieldError("/sentence", TOO_LONG.format(most=LONGEST_SENTENCE))] if len(sentence) > LONGEST_SENTENCE else []
