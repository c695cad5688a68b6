"""Who holds which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

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
    by_name = (Person.family_name, Person.given_name, Person.id)
    place = func.row_number().over(partition_by=PersonRole.role, order_by=by_name).label("place")
    placed = select(PersonRole.person_id, PersonRole.role, place).join(Person, Person.id == PersonRole.person_id)
    first = placed.where(PersonRole.role.in_(roles)).subquery()
    shown = select(first.c.role, Person).join(Person, Person.id == first.c.person_id).where(first.c.place <= SHOWN + 1)
    people: dict[str, list[Person]] = {role: [] for role in roles}
    for role, person in session().execute(shown.order_by(*by_name)):
        people[role].append(person)
    return {role: RoleHolders(holders[:SHOWN], len(holders) > SHOWN) for role, holders in people.items()}
