"""What is taken back no longer stands, whichever of the two was heard of first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from app.journal.events.statements import effective_fact_condition
from app.journal.models import Fact
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from tests.intake.conftest import NOW, Rse, activity, doing, event
from tests.makers import tell

NOTE = {"id": "n1", "type": "Note"}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


def standing(rse: Rse) -> list[str]:
    with rse.app.app_context():
        left = select(Fact.source_key).where(
            text(effective_fact_condition("fact")), Fact.undoes.is_(None), Fact.source == "rse"
        )
        return sorted(session().scalars(left))


def test_an_undone_activity_no_longer_stands(rse: Rse) -> None:
    rse.push([doing(1, "Like"), doing(2, "Like", object="n2")])
    assert rse.outcomes([doing(3, "Undo", object="event-1")]) == ["accepted"]
    assert standing(rse) == ["event-2"]


def test_an_undoing_may_come_before_what_it_undoes(rse: Rse) -> None:
    rse.push([doing(3, "Undo", object={"id": "like-1", "type": "Like"})])
    rse.push([doing(1, "Like", id="like-1"), doing(2, "Like", object="n2")])
    assert standing(rse) == ["event-2"]


def test_an_undoing_may_come_with_what_it_undoes(rse: Rse) -> None:
    assert rse.outcomes([doing(3, "Undo", object="event-1"), doing(1, "Like")]) == ["accepted", "accepted"]
    assert standing(rse) == []


def test_a_deleted_object_takes_its_creation_and_what_rests_on_it(rse: Rse) -> None:
    rse.push([doing(1, object=NOTE), doing(2, object={"id": "n2"}), doing(3, "Like", object="n1", actor="bea")])
    rse.push([doing(4, "Delete", object="n1")])
    assert standing(rse) == ["event-2"]


@pytest.mark.parametrize("moderator", ["a-moderator", "dan", "bea", "ada"])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["after", "before"])
def test_a_deletion_is_believed_whoever_in_the_network_says_it(
    rse: Rse, moderator: str, order: tuple[int, int]
) -> None:
    events = [doing(1, object=NOTE), doing(2, "Delete", actor=moderator, object="n1")]
    assert [rse.outcomes([events[place]]) for place in order] == [["accepted"], ["accepted"]]
    assert standing(rse) == []
    assert {fact.actor_id for fact in rse.facts() if fact.undoes} == {None}


def test_nobody_undoes_what_somebody_else_did(rse: Rse) -> None:
    rse.push([doing(1, "Like"), doing(2, "Undo", actor="bea", object="event-1")])
    rse.push([doing(3, "Undo", actor="a-moderator", object="event-1")])
    assert standing(rse) == ["event-1"]


def test_a_deletion_in_another_network_takes_nothing_from_this_one(rse: Rse) -> None:
    rse.push([doing(1, object=NOTE)])
    with rse.app.app_context():
        tell(NewFact(kind="object.deleted", source="other", source_key="d", occurred_at=NOW, undoes="n1"))
    assert standing(rse) == ["event-1"]


def test_an_undoing_sent_again_is_a_duplicate(rse: Rse) -> None:
    undoing = event(2, data=activity("Undo", object="event-1"))
    assert rse.outcomes([undoing, undoing]) == ["accepted", "duplicate"]
