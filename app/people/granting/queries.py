"""Who holds which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.database import session
from app.people.models import Person, PersonRole

SHOWN = 50
"""How many holders of one role the page names; the command takes a role back from the others."""


@dataclass(frozen=True)
class RoleHolders:
    """Those who hold a role, by name: the first SHOWN of them, and whether there are more."""

    people: Sequence[Person]
    has_more: bool


def map_role_holders(roles: Sequence[str]) -> Mapping[str, RoleHolders]:
    """The holders of each of these roles."""
    return {role: _list_first_holders(role) for role in roles}


def _list_first_holders(role: str) -> RoleHolders:
    holders = select(Person).join(PersonRole, PersonRole.person_id == Person.id).where(PersonRole.role == role)
    by_name = holders.order_by(Person.family_name, Person.given_name, Person.id)
    people = session().scalars(by_name.limit(SHOWN + 1)).all()
    return RoleHolders(people[:SHOWN], len(people) > SHOWN)
