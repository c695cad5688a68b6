"""Gives and takes back roles for somebody: nobody changes their own."""

from __future__ import annotations

from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.people.models import Person
from app.people.roles import AMBASSADOR, GIVEN_ROLES
from app.people.service.roles import give_role, take_role_back

OWN = ErrorMessage(
    "Somebody else gives and takes back your own roles.",
    french="Vos propres rôles sont donnés et retirés par quelqu’un d’autre.",
)
UNKNOWN_ROLE = ErrorMessage("Choose a role of the list.", french="Choisissez un rôle de la liste.")

GRANTABLE_ROLES = GIVEN_ROLES - {AMBASSADOR}
"""What somebody gives on a page. The role of ambassador comes with a term, which begins by the consent of whoever holds it."""


class RoleNotGranted(Invalid):
    """This role cannot be given or taken back so."""


def grant_role(person: Person, role: str, *, by_id: int) -> None:
    """Let `person` hold `role` from their next request on; RoleNotGranted, at its field, where it may not be."""
    _check_grant(person, role, by_id)
    give_role(person, role)


def withdraw_role(person: Person, role: str, *, by_id: int) -> None:
    """Take `role` back from `person`, from their next request on; RoleNotGranted where it may not be."""
    _check_grant(person, role, by_id)
    take_role_back(person, role)


def _check_grant(person: Person, role: str, by_id: int) -> None:
    if person.id == by_id:
        raise RoleNotGranted(OWN.english, errors=[FieldError("/email", OWN)])
    if role not in GRANTABLE_ROLES:
        raise RoleNotGranted(UNKNOWN_ROLE.english, errors=[FieldError("/role", UNKNOWN_ROLE)])
