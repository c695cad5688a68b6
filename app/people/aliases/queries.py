"""Reads the names that networks use, and finds the people whom somebody looks for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from app.kernel.database import in_ids_condition, session
from app.people.accounts.queries import list_pushing_sources
from app.people.directory.queries import find_person_ids_by_line
from app.people.models import ActorAlias, Member, Person

MOST_PEOPLE = 20
"""How many people one search shows."""


def search_people(words: str) -> Sequence[Person]:
    """The people whose name, external_id, e-mail or name on a network has these words in it, by name; at most MOST_PEOPLE."""
    named = select(ActorAlias.person_id).where(ActorAlias.name.contains(words.lower(), autoescape=True))
    full_name = func.concat_ws(" ", Person.given_name, Person.family_name)
    matching = or_(
        full_name.icontains(words, autoescape=True),
        Person.external_id.icontains(words, autoescape=True),
        Person.email.contains(words.lower(), autoescape=True),
        Person.id.in_(named),
    )
    by_name = select(Person).where(matching).order_by(Person.family_name, Person.given_name, Person.id)
    return session().scalars(by_name.limit(MOST_PEOPLE)).all()


def list_aliases_of_person(person_id: int) -> Sequence[ActorAlias]:
    """The names of a person on networks, by network."""
    own = select(ActorAlias).where(ActorAlias.person_id == person_id)
    return session().scalars(own.order_by(ActorAlias.source, ActorAlias.name)).all()


def list_sources_with_token_or_alias() -> set[str]:
    """The networks that push with a token that works, and those that have names already."""
    return {*list_pushing_sources(), *session().scalars(select(ActorAlias.source).distinct())}


def find_person_called(source: str, name: str) -> Person | None:
    """The person whom this network finds under a name: by a name of theirs, their external_id, or their e-mail while they are here."""
    alias = session().get(ActorAlias, (source, name))
    if alias is not None:
        return session().get(Person, alias.person_id)
    here = select(Member.id).where(Member.is_here, Member.email == name)
    return session().scalar(
        select(Person)
        .where(or_(func.lower(Person.external_id) == name, Person.id.in_(here)))
        .order_by(Person.id)
        .limit(1)
    )


def list_people_typed_as(text: str) -> Sequence[Person]:
    """The people who are here and whom somebody may mean by this text: an external_id, an e-mail or a full name, in this order."""
    by_id = select(Member.id).join(Person, Person.id == Member.id).where(func.lower(Person.external_id) == text.lower())
    ids = session().scalars(by_id.where(Member.is_here)).all() or find_person_ids_by_line([text])[text]
    return session().scalars(select(Person).where(in_ids_condition(Person.id, ids)).order_by(Person.id)).all()
