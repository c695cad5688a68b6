"""Gives a badge to a colleague who was typed: a full name, or an e-mail address."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.people.directory.queries import find_person_ids_by_line
from app.people.targeting import find_line_fault
from badges.models import Award, Badge
from badges.service.give import BadgeGift, NotGiver, give_badge, list_faults_of_words
from badges.terms.queries import is_giver

NO_RECEIVER = ErrorMessage("Say to whom.", french="Dites à qui.")


@dataclass(frozen=True, kw_only=True)
class TypedGift:
    """What a giver types; `evidence` may stay empty."""

    receiver: str
    reason: str
    evidence: str


def give_badge_to_typed_person(badge: Badge, giver_id: int, typed: TypedGift) -> Award:
    """Give the badge to the one person of that name or address; Invalid at each field, or as `give_badge` raises."""
    if not is_giver(badge.id, giver_id):
        raise NotGiver("Only the people whom HR named may give this badge.")
    line = " ".join(typed.receiver.split())
    ids = find_person_ids_by_line([line])[line] if line else ()
    fault = find_line_fault(line, ids) if line else NO_RECEIVER
    if fault is not None:
        errors = [FieldError("/receiver", fault), *list_faults_of_words(typed.reason, typed.evidence)]
        raise Invalid("This badge cannot be given like this.", errors=errors)
    gift = BadgeGift(receiver_id=ids[0], reason=typed.reason, evidence=typed.evidence)
    return give_badge(badge, giver_id, gift)
