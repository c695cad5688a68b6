"""A person who takes part, with a path of three missions, and their browser."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import join_game
from missions.service.publish import create_and_publish_mission_for_everyone
from tests.forms import sign_in
from tests.makers import TEXT, WORDS, catch_up, make_people, tell
from tests.paths import write_and_publish_path


@pytest.fixture
def person_id(bare_app: Flask) -> int:
    """Somebody who takes part, with a path of three missions."""
    with bare_app.app_context():
        with transaction():
            (person,) = make_people(1, joined_at=None)
            for slug, facts in (("speak", "post.created"), ("answer", "answer.created"), ("follow", "person.followed")):
                create_and_publish_mission_for_everyone(
                    slug, "activity", {"facts": [facts], "wanted": 1}, text=TEXT, minutes=5, points=10
                )
            write_and_publish_path(
                "path", title=WORDS, why=WORDS, missions=["speak", "answer", "follow"], opens_on_joining=True
            )
            join_game(get_person(person))
        catch_up()
    return person


@pytest.fixture
def client(bare_app: Flask, person_id: int) -> FlaskClient:
    """A browser where that person is signed in."""
    return sign_in(bare_app.test_client(), person_id)


@pytest.fixture
def posted(bare_app: Flask, person_id: int) -> None:
    """The person posted something, and the readers heard of it."""
    with bare_app.app_context():
        tell(NewFact(kind="post.created", source_key="1", source="rse", actor_id=person_id, occurred_at=clock.now()))
        catch_up()
