"""Who acts: only people of the network's own hosts, the same person throughout an activity, and nobody who does not take part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from app.intake.interpretation import InterpretedActivity
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from tests.intake.conftest import NOW, Rse, doing, event, read_json
from tests.intake.test_reading import read

ELSEWHERE = ["https://elsewhere.example/users/ada", "acct:ada@elsewhere.example", "http://[::1/users/ada"]
MARKED = {"id": "a1", "type": "Note", "attributedTo": "ada"}
DANS_IDS = "https://rse.example/users/dan#accepts/1"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_namesake_on_another_host_is_nobody_here(rse: Rse, name: str) -> None:
    assert rse.outcomes([doing(1, actor=name)]) == ["dropped"]
    rse.push([doing(2, to=name, actor="bea")])
    assert [fact.counterpart_id for fact in rse.facts()] == [None]


@pytest.mark.parametrize(
    "name", ["acct:ada@RSE.example", "https://rse.example:8443/users/ada", "https://hr.example/@ada", "ada"]
)
def test_people_are_named_on_the_host_of_the_source_and_on_those_of_the_settings(name: str) -> None:
    interpreted = read(doing(1, actor=name), hosts=frozenset({"hr.example"}))
    assert isinstance(interpreted, InterpretedActivity)
    assert interpreted.actor == "ada"


def test_where_no_host_is_known_any_is_taken() -> None:
    assert isinstance(read(event(source="/rse", data=doing(1, actor=ELSEWHERE[0])["data"])), InterpretedActivity)


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        (doing(1, "Undo", object={"id": "x", "type": "Like", "actor": "bea"}), "/data/object/actor"),
        (doing(1, object={"id": "n", "attributedTo": "bea"}), "/data/object/attributedTo"),
    ],
)
def test_an_activity_names_one_person_throughout(rse: Rse, sent: dict[str, Any], pointer: str) -> None:
    (item,) = read_json(rse.push([sent]))["items"]
    assert (item["pointer"], item["code"]) == (pointer, "actors-disagree")
    assert rse.facts() == []


def test_a_person_may_have_two_names_write_in_the_name_of_a_group_and_moderate(rse: Rse) -> None:
    group = {"id": "n2", "attributedTo": {"id": "team", "type": "Group"}}
    undone = doing(3, "Undo", object={"id": "x", "type": "Like", "actor": "bea"})
    with rse.app.app_context(), transaction():
        mail = session().scalar(text("select email from person where external_id = 'ada'"))
    sent = [doing(1, object={"id": "n1", "attributedTo": mail}), doing(2, object=group), undone | {"moderation": True}]
    assert rse.outcomes(sent) == ["accepted"] * 3


def everything_stored(rse: Rse) -> str:
    with rse.app.app_context(), transaction():
        return "".join(session().scalars(text("select to_jsonb(fact)::text from fact where source = 'rse'")))


@pytest.mark.parametrize("asker", ["dan", "https://rse.example/users/nobody-here"])
def test_an_author_is_credited_and_nothing_is_kept_of_an_asker_who_does_not_take_part(rse: Rse, asker: str) -> None:
    marked = doing(1, "Accept", actor=asker, id=DANS_IDS, object=MARKED)
    assert rse.outcomes([marked, marked]) == ["accepted", "duplicate"]
    (fact,) = rse.facts()
    assert (fact.kind, fact.actor_id, fact.counterpart_id) == ("answer.accepted", None, rse.people["ada"])
    assert not {name for name in ("dan", "nobody", "accepts/1") if name in everything_stored(rse)}
    undone = doing(2, "Undo", actor=asker, id=f"{DANS_IDS}/undo", object=DANS_IDS)
    assert read_json(rse.push([undone]))["counted"] == 1
    assert not {name for name in ("dan", "nobody", "accepts/1") if name in everything_stored(rse)}


def test_an_acceptance_sent_again_after_its_asker_left_is_the_same(rse: Rse) -> None:
    marked = doing(1, "Accept", actor="bea", object=MARKED)
    assert rse.outcomes([marked]) == ["accepted"]
    with rse.app.app_context(), transaction():
        session().execute(text("update choices set joined_at = null where person_id = :id"), {"id": rse.people["bea"]})
    assert rse.outcomes([marked]) == ["duplicate"]
