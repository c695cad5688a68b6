"""Machines read boards of groups; colleagues read the others too, and nobody reads the bottom of a list."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.service import NewFact
from app.kernel.transaction import transaction
from app.leaderboards import queries
from app.leaderboards.jobs import build_board
from app.leaderboards.service import publish_board
from app.people.accounts.service.tokens import create_token
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.roles import give_role
from app.points.service import Amounts, publish_rule
from tests.forms import sign_in
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people, make_unit, tell

COLLEAGUES = "/api/v1/boards/colleagues"
TEAMS = "/api/v1/boards/teams"


@pytest.fixture
def ids(bare_app: Flask) -> list[int]:
    """Eight people of two units, each with one answer more than the next, and a board of both sorts."""
    with bare_app.app_context():
        with transaction():
            people = make_people(4, unit=make_unit(), on_boards=True) + make_people(4, unit=make_unit(), on_boards=True)
            publish_rule("a", "answer.created", sentence=WORDS, amounts=Amounts(personal=5), in_force_from=LONG_AGO)
            publish_board("colleagues", title=WORDS, subject="person")
            publish_board("teams", title=WORDS, subject="unit")
        for place, person_id in enumerate(people):
            tell(*(_answer(person_id, number) for number in range(8 - place)))
        catch_up()
        with transaction():
            due = [board.id for board in queries.list_boards()]
        for board_id in due:
            build_board(board_id)
    return people


def _answer(person_id: int, number: int) -> NewFact:
    key = f"{person_id}:{number}"
    return NewFact(kind="answer.created", source="rse", source_key=key, occurred_at=MONDAY, actor_id=person_id)


@pytest.fixture
def machine(bare_app: Flask) -> FlaskClient:
    """A client with a token that reads boards."""
    with bare_app.app_context(), transaction():
        secret = create_token("reader", scopes=["boards:read"], source="rse")
    client = bare_app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def test_a_colleague_reads_the_upper_half(bare_app: Flask, ids: list[int]) -> None:
    told = sign_in(bare_app.test_client(), ids[7]).get(COLLEAGUES).json
    assert told is not None
    assert [(row["rank"], row["score"]) for row in told["standings"]] == [(1, 40.0), (2, 35.0), (3, 30.0), (4, 25.0)]
    assert told["version"] == 1


@pytest.mark.parametrize("address", [COLLEAGUES, "/boards/colleagues"])
def test_managers_and_hr_read_no_individual_s_points(bare_app: Flask, ids: list[int], address: str) -> None:
    with bare_app.app_context(), transaction():
        get_person(ids[2]).manager_id = ids[0]
        give_role(get_person(ids[1]), HR)
    for closed in ids[:2]:
        assert sign_in(bare_app.test_client(), closed).get(address).status_code == 403
        assert "colleagues" not in sign_in(bare_app.test_client(), closed).get("/boards").text
    assert sign_in(bare_app.test_client(), ids[2]).get(address).status_code == 200


def test_a_machine_reads_groups_and_no_person(machine: FlaskClient, ids: list[int]) -> None:
    assert machine.get(COLLEAGUES).status_code == 403
    told = machine.get(TEAMS).json
    assert told is not None
    assert told["subject"] == "unit"
    assert told["standings"] == [], "Eight people are too few to be shown."


def test_an_unknown_board_is_a_problem(machine: FlaskClient, ids: list[int]) -> None:
    answer = machine.get("/api/v1/boards/none")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
