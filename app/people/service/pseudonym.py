"""The pseudonym under which a person appears on boards: chosen freely, unique, and never the name of a colleague."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy.exc import IntegrityError

from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.people import queries
from app.people.models import Person
from app.people.service.participation import choose_visibility, ensure_and_lock_choices, record_choices_change

LONGEST = 30
_WORDS = re.compile(r"[^\W_]+(?:[ '’.-][^\W_]+)*")


class InvalidPseudonym(Invalid):
    """The pseudonym has signs that a name does not have, or is too short or too long."""


class PseudonymTaken(Conflict):
    """Another person has this pseudonym or this name."""


def choose_pseudonym(person: Person, wanted: str) -> None:
    """Appear under `wanted` from now on; under the person's own name when it is empty.

    InvalidPseudonym, or PseudonymTaken when another person has it. The pseudonym is in no fact, because facts are kept for ever.
    """
    pseudonym = _parse_pseudonym(wanted)
    choices = ensure_and_lock_choices(person)
    if pseudonym == choices.pseudonym:
        return
    if pseudonym is not None and queries.is_name_taken(pseudonym, other_than=person.id):
        raise PseudonymTaken("A colleague is called so, or appears so: pick another name.")
    try:
        with session().begin_nested():
            choices.pseudonym = pseudonym
    except IntegrityError as taken:
        raise PseudonymTaken("Somebody has just taken that name: pick another one.") from taken
    record_choices_change(person, choices)


def take_names_of_others_off_boards() -> None:
    """Take people off the boards whose pseudonym has become the name of a colleague; they choose another, and come back.

    Their own name is never shown instead, and nobody is told: the page of their choices says it to them alone.
    """
    for person in queries.list_people_on_boards_under_names_of_others():
        choose_visibility(person, on_boards=False)


def _parse_pseudonym(wanted: str) -> str | None:
    pseudonym = " ".join(unicodedata.normalize("NFKC", wanted).split())
    if not pseudonym:
        return None
    if not 2 <= len(pseudonym) <= LONGEST or not _WORDS.fullmatch(pseudonym):
        raise InvalidPseudonym(
            f"A pseudonym has 2 to {LONGEST} letters and figures, and words are joined as in a name."
        )
    return pseudonym
