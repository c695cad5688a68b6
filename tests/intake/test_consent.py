"""What people who do not take part did is dropped before it is stored, and nobody outside can tell why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people import queries
from app.people.models import Person
from app.people.service.participation import leave_game
from tests.intake.conftest import JOINED, NOW, Rse, activity, doing, read_json


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


def leave(rse: Rse, name: str) -> None:
    with rse.app.app_context(), transaction():
        leave_game(session().get_one(Person, rse.people[name]))


def test_strangers_and_people_who_do_not_take_part_look_alike_from_outside(rse: Rse) -> None:
    leave(rse, "bea")
    with rse.app.app_context(), transaction():
        session().get_one(Person, rse.people["chloe"]).left_on = NOW.date()
    too_early = (JOINED - timedelta(seconds=1)).isoformat()
    sent = [doing(name, actor=name) for name in ("nobody", "dan", "bea", "chloe")] + [
        doing("early", published=too_early)
    ]
    answer = rse.push(sent)
    assert answer.status_code == 200
    assert {(item["outcome"], item["reason"]) for item in read_json(answer)["items"]} == {
        ("dropped", "unknown-or-not-taking-part")
    }
    assert rse.facts() == []


def test_whom_somebody_addressed_is_kept_only_when_they_take_part(rse: Rse) -> None:
    rse.push([doing(name, to=[name]) for name in ("bea", "dan", "nobody", "ada")])
    counterparts = {fact.source_key: fact.counterpart_id for fact in rse.facts()}
    assert counterparts == {"event-bea": rse.people["bea"], "event-dan": None, "event-nobody": None, "event-ada": None}


def test_somebody_addressed_before_they_took_part_is_not_kept(rse: Rse) -> None:
    with rse.app.app_context(), transaction():
        choices = queries.lock_choices(rse.people["bea"])
        choices.joined_at = NOW
    rse.push([doing(1, to="bea")])
    assert [fact.counterpart_id for fact in rse.facts()] == [None]


def test_leaving_stops_the_very_next_activity(rse: Rse) -> None:
    assert rse.outcomes([doing(1)]) == ["accepted"]
    leave(rse, "ada")
    assert rse.outcomes([doing(2)]) == ["dropped"]


@pytest.mark.parametrize(
    "name",
    [
        "ada",
        "acct:ada@rse.example",
        "https://rse.example/users/ada",
        "https://rse.example/@ada/",
        "http://rse.example/u/%61da?x=1#me",
    ],
)
def test_people_are_known_by_the_directory_id_however_it_is_written(rse: Rse, name: str) -> None:
    assert rse.outcomes([doing(1, actor=name), doing(2, actor={"id": name, "type": "Person"})]) == [
        "accepted",
        "accepted",
    ]


@pytest.mark.parametrize(
    "name", ["https://rse.example/", "acct:", "https://rse.example/%00", "https://", "'; drop table person"]
)
def test_a_name_that_is_nobodys_is_dropped(rse: Rse, name: str) -> None:
    assert rse.outcomes([doing(1, actor=name)]) == ["dropped"]


def test_what_is_older_than_thirteen_months_is_dropped(rse: Rse) -> None:
    old = [(NOW - timedelta(days=397)).isoformat(), "0001-01-01T00:00:00+14:00"]
    answer = rse.push([doing(number, published=moment) for number, moment in enumerate(old)])
    assert {item["reason"] for item in read_json(answer)["items"]} == {"older-than-13-months"}


def test_a_clock_that_is_a_little_ahead_is_forgiven(rse: Rse) -> None:
    soon = (NOW + timedelta(minutes=4)).isoformat()
    assert rse.outcomes([doing(1, published=soon)]) == ["accepted"]


def test_what_counts_for_nothing_is_dropped_and_said_so(rse: Rse) -> None:
    answer = rse.push([doing(1, "Update"), doing(2, "Accept", object={"id": "f", "type": "Follow"})])
    assert {item["reason"] for item in read_json(answer)["items"]} == {"nothing-to-count"}
    assert activity()["type"] == "Create"
