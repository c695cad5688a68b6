"""Names who gives a badge, and revokes or restores the award of a person who was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.people.directory.queries import find_person_ids_by_line
from app.people.targeting import find_line_fault
from badges.authoring.queries import get_newest_version
from badges.criteria.given import GIVEN_BY_HAND
from badges.models import Award, Badge
from badges.service.give import list_faults_of_words, set_badge_givers
from badges.service.publish import BadgeStepRefused
from badges.service.revoke import NoSuchAward, restore_award, revoke_award

NOBODY = ErrorMessage("Say who.", french="Dites qui.")
NOT_HELD = ErrorMessage("This person does not have this badge.", french="Cette personne n’a pas ce badge.")
NOT_REVOKED = ErrorMessage(
    "Nobody revoked this badge of this person by hand.",
    french="Personne n’a retiré ce badge à cette personne à la main.",
)
REFUSED = "This cannot be done like this."


def name_badge_givers(badge: Badge, lines: str) -> None:
    """Let the people of these lines, and nobody else, give the badge; Invalid names the lines that are not one person.

    BadgeStepRefused for a badge that nobody gives by hand.
    """
    if get_newest_version(badge).criterion != GIVEN_BY_HAND:
        raise BadgeStepRefused("This badge is not given by hand.")
    written = list(dict.fromkeys(line for each in lines.splitlines() if (line := " ".join(each.split()))))
    ids_by_line = find_person_ids_by_line(written)
    faults = [fault for line in written if (fault := find_line_fault(line, ids_by_line[line]))]
    if faults:
        raise Invalid(REFUSED, errors=[FieldError("/givers", fault) for fault in faults])
    set_badge_givers(badge, [person_id for ids in ids_by_line.values() for person_id in ids])


def revoke_award_of_typed_person(badge: Badge, typed: str, reason: str) -> None:
    """Take the badge back from the one person of that name or address; Invalid at each field."""
    person_id = _find_typed_person(typed, others=list_faults_of_words(reason, ""))
    _change_or_refuse(NOT_HELD, lambda: revoke_award(badge, person_id, reason))


def restore_award_of_typed_person(badge: Badge, typed: str) -> None:
    """Give the badge back to the one person of that name or address; Invalid at the field."""
    person_id = _find_typed_person(typed, others=[])
    _change_or_refuse(NOT_REVOKED, lambda: restore_award(badge, person_id))


def _find_typed_person(typed: str, *, others: Sequence[FieldError]) -> int:
    """The one person who was typed; Invalid, with the faults of other fields, where there is none or one of those."""
    line = " ".join(typed.split())
    ids = find_person_ids_by_line([line])[line] if line else ()
    fault = find_line_fault(line, ids) if line else NOBODY
    errors = [*([FieldError("/person", fault)] if fault else []), *others]
    if errors:
        raise Invalid(REFUSED, errors=errors)
    return ids[0]


def _change_or_refuse(refusal: ErrorMessage, change: Callable[[], Award]) -> None:
    try:
        change()
    except NoSuchAward as missing:
        raise Invalid(REFUSED, errors=[FieldError("/person", refusal)]) from missing
