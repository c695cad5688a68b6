"""Adds and removes the names by which a network calls a person."""

from __future__ import annotations

from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.messages import ErrorMessage
from app.people.aliases import queries
from app.people.directory.cells import UnreadableCell, parse_identifier
from app.people.models import ActorAlias, Person

LONGEST_ALIAS = 200

ALIAS_MISSING = ErrorMessage("Write the name that the network uses.", french="Écrivez le nom que le réseau emploie.")
ALIAS_TOO_LONG = ErrorMessage(
    "A name has at most {most} characters.", french="Un nom compte au plus {most} caractères."
)
ALIAS_OF_ANOTHER = ErrorMessage(
    "This name is that of {person} ({external_id}).",
    french="Ce nom est celui de {person} ({external_id}).",
)


NOBODY_TYPED = ErrorMessage(
    "Nobody here has this number, e-mail address or full name.",
    french="Personne ici n’a ce matricule, cette adresse e-mail ou ce nom complet.",
)
SEVERAL_TYPED = ErrorMessage(
    "Several people have this name: write a number or an e-mail address.",
    french="Plusieurs personnes ont ce nom : écrivez un matricule ou une adresse e-mail.",
)


class UnclearPerson(Invalid):
    """What was typed is nobody here, or several people."""


class UnusableAlias(Invalid):
    """This cannot be a name on a network."""


class AliasOfAnother(Conflict):
    """The network finds somebody else under this name."""


def get_typed_person(text: str) -> Person:
    """The one person who is here and whom somebody means by an external_id, an e-mail or a full name; UnclearPerson otherwise."""
    people = queries.list_people_typed_as(text.strip())
    if len(people) != 1:
        raise UnclearPerson(SEVERAL_TYPED if people else NOBODY_TYPED)
    return people[0]


def add_alias(person: Person, source: str, name: str) -> None:
    """Let a network call a person by this name from now on; a second time changes nothing. UnusableAlias or AliasOfAnother."""
    written = _parse_alias(name)
    called = queries.find_person_called(source, written)
    if called is not None and called.id != person.id:
        full_name = f"{called.given_name} {called.family_name}".strip()
        raise AliasOfAnother(ALIAS_OF_ANOTHER.format(person=full_name, external_id=called.external_id))
    session().merge(ActorAlias(source=source, name=written, person_id=person.id))
    session().flush()


def remove_alias(person: Person, source: str, name: str) -> None:
    """Let a network no longer call a person by this name; nothing when it does not."""
    alias = session().get(ActorAlias, (source, name))
    if alias is not None and alias.person_id == person.id:
        session().delete(alias)
        session().flush()


def _parse_alias(name: str) -> str:
    try:
        written = parse_identifier(name.strip()).lower()
    except UnreadableCell as wrong:
        raise UnusableAlias(wrong.advice) from wrong
    if not written:
        raise UnusableAlias(ALIAS_MISSING)
    if len(written) > LONGEST_ALIAS:
        raise UnusableAlias(ALIAS_TOO_LONG.format(most=LONGEST_ALIAS))
    return written
