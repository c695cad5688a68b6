"""The whole way of a useful answer: the network tells, the mission of whoever answered is complete, points and webhooks follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import orjson
import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.models import Person
from app.people.queries import get_person
from app.people.service.participation import leave_game
from app.points.service import create_and_publish_rule
from missions.service.publish import create_and_publish_mission
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_mission_draft, make_people, make_unit
from tests.missions.company import completions_of
from tests.points.makers import get_balance
from tests.webhooks.makers import NOWHERE, deliveries, make_endpoint

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
USEFUL = ["answer.accepted:counterpart"]


class Network:
    """What the network of the company pushes: somebody marks an answer as useful, or takes that back."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client, self.token = app.test_client(), token

    def mark(self, number: int, asker: str, author: str) -> None:
        """`asker` marks an answer of `author`."""
        answer = {"id": f"https://rse.example/notes/{number}", "type": "Note", "attributedTo": author}
        self._push(number, {"id": f"e{number}", "type": "Accept", "actor": asker, "object": answer})

    def take_back(self, number: int, asker: str) -> None:
        """`asker` takes that mark back."""
        self._push(f"{number}-back", {"type": "Undo", "actor": asker, "object": f"e{number}"})

    def _push(self, number: int | str, activity: dict[str, object]) -> None:
        envelope = {"specversion": "1.0", "id": f"e{number}", "source": "https://rse.example/", "type": "activity"}
        body = orjson.dumps(envelope | {"time": MONDAY.isoformat(), "data": activity})
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/cloudevents+json"}
        answer = self.client.post("/api/v1/activities", data=body, headers=sent)
        assert answer.status_code in (200, 202), answer.text


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOON):
        yield


@pytest.fixture
def network(bare_app: Flask) -> Network:
    """The network, and the rule by which a mission is worth its points."""
    with bare_app.app_context(), transaction():
        create_and_publish_rule("missions", "mission.completed", sentence=WORDS, in_force_from=LONG_AGO)
        return Network(bare_app, create_token("the network", scopes={"activities:write"}, source="rse"))


def named(*names: str) -> list[int]:
    """People who take part, each in a unit of their own, under these names on the network."""
    ids = []
    for name in names:
        ids += make_people(1, unit=make_unit())
        session().get_one(Person, ids[-1]).external_id = name
    return ids


def balance(person_id: int) -> int:
    with transaction():
        return get_balance(person_id)


def test_an_answer_that_is_marked_completes_the_mission_of_its_author_and_earns_its_points(
    bare_app: Flask, network: Network
) -> None:
    with bare_app.app_context():
        with transaction():
            asker, author = named("asker", "author")
            create_and_publish_mission("m", make_mission_draft(facts=USEFUL, wanted=1, points=30))
        make_endpoint(NOWHERE, "mission.completed")
        network.mark(1, "asker", "author")
        network.mark(1, "asker", "author")
        catch_up()
        assert [at for _, _, at in completions_of(author)] == [MONDAY]
        assert (completions_of(asker), balance(asker), balance(author)) == ([], 0, 30)
        assert len(deliveries()) == 1
        network.take_back(1, "asker")
        catch_up()
        assert (completions_of(author), balance(author)) == ([], 0)


def test_who_marks_their_own_answer_or_takes_no_part_completes_nothing_but_credits_who_does(
    bare_app: Flask, network: Network
) -> None:
    with bare_app.app_context():
        with transaction():
            asker, author = named("asker", "author")
            create_and_publish_mission("m", make_mission_draft(facts=USEFUL, wanted=1))
            leave_game(get_person(author))
        network.mark(1, "asker", "asker")
        network.mark(2, "asker", "author")
        catch_up()
        assert (completions_of(asker), completions_of(author)) == ([], [])
        network.mark(3, "author", "asker")
        catch_up()
        assert ([at for _, _, at in completions_of(asker)], completions_of(author)) == ([MONDAY], [])


def test_people_of_different_units_are_told_by_the_unit_of_whoever_asked(bare_app: Flask, network: Network) -> None:
    with bare_app.app_context():
        with transaction():
            _, _, author = named("ada", "ben", "author")
            create_and_publish_mission("m", make_mission_draft("distinct", facts=USEFUL, wanted=2, of="units"))
        network.mark(1, "ada", "author")
        network.mark(2, "ada", "author")
        catch_up()
        assert completions_of(author) == []
        network.mark(3, "ben", "author")
        catch_up()
        assert [at for _, _, at in completions_of(author)] == [MONDAY]
