"""A network may call people by an account, a login or an e-mail; whoever is unknown or does not take part is dropped with one reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import ActorAlias, Person
from app.people.queries import find_people_of_network
from tests.intake.conftest import NOW, Rse, doing, read_json


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


@pytest.fixture
def named(rse: Rse) -> Rse:
    """An RSE that calls Ada u-1 and Dan, who does not take part, u-4."""
    with rse.app.app_context(), transaction():
        for source, name, person in (("rse", "u-1", "ada"), ("rse", "u-4", "dan"), ("other", "u-2", "bea")):
            session().add(ActorAlias(source=source, name=name, person_id=rse.people[person]))
        for name, person_id in rse.people.items():
            session().get_one(Person, person_id).email = f"{name}@company.example"
    return rse


@pytest.mark.parametrize(
    "actor",
    [
        "u-1",
        "U-1",
        "https://rse.example/users/u-1",
        "acct:u-1@rse.example",
        "ada@company.example",
        "mailto:Ada@Company.example",
    ],
)
def test_a_person_is_found_by_a_name_of_this_network_and_by_their_e_mail(named: Rse, actor: str) -> None:
    assert named.outcomes([doing(1, actor=actor)]) == ["accepted"]
    assert [fact.actor_id for fact in named.facts()] == [named.people["ada"]]


def test_names_of_another_network_of_nobody_and_of_people_who_do_not_take_part_look_alike(named: Rse) -> None:
    with named.app.app_context(), transaction():
        session().get_one(Person, named.people["chloe"]).left_on = NOW.date()
    names = ("u-2", "u-3", "u-4", "dan@company.example", "chloe@company.example", "nobody@company.example")
    answer = read_json(named.push([doing(name, actor=name) for name in names]))
    assert {(item["outcome"], item["reason"]) for item in answer["items"]} == {
        ("dropped", "unknown-or-not-taking-part")
    }
    assert named.facts() == []


def test_what_was_kept_for_a_network_comes_before_the_number_and_the_e_mail(named: Rse) -> None:
    with named.app.app_context(), transaction():
        session().add(ActorAlias(source="rse", name="bea", person_id=named.people["chloe"]))
        session().flush()
        people = find_people_of_network("rse", ["bea", "bea@company.example", "ada"])
        ids = {name: person.id for name, person in people.items()}
    expected = {"bea": "chloe", "bea@company.example": "bea", "ada": "ada"}
    assert ids == {name: named.people[person] for name, person in expected.items()}
