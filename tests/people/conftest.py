"""People for the tests of people: a person to act on, and the facts about them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from tests.makers import make_people


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    """One transaction around the whole test."""
    with transaction():
        yield


@pytest.fixture
def ada(inside: None) -> Person:
    """Somebody who has chosen nothing yet."""
    (person_id,) = make_people(1, joined_at=None)
    return session().get_one(Person, person_id)


def list_facts_about(person: Person) -> list[tuple[str, str]]:
    """The kind and the name of each fact about that person, in order."""
    facts = select(Fact.kind, Fact.source_key).where(Fact.actor_id == person.id).order_by(Fact.id)
    return [(row.kind, row.source_key) for row in session().execute(facts)]
