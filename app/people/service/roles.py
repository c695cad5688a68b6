"""Gives roles and takes them back; both are idempotent."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from app.kernel.errors import Invalid
from app.people.models import Person, PersonRole
from app.people.roles import GIVEN_ROLES


class NoSuchRole(Invalid):
    """This role is not one that can be given."""


def give_role(person: Person, role: str) -> None:
    """Let `person` hold `role` from their next request on."""
    _check_role(role)
    session().execute(insert(PersonRole).values(person_id=person.id, role=role).on_conflict_do_nothing())


def take_role_back(person: Person, role: str) -> None:
    """Take `role` back from `person`, from their next request on."""
    _check_role(role)
    session().execute(delete(PersonRole).where(PersonRole.person_id == person.id, PersonRole.role == role))


def _check_role(role: str) -> None:
    if role not in GIVEN_ROLES:
        raise NoSuchRole(f"{role} is not a role that somebody gives: choose among {', '.join(sorted(GIVEN_ROLES))}.")
