"""Which facts count: undos are undone, what was deleted comes back, a gesture stands once, and never towards oneself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.journal.events.statements import effective_fact_condition
from app.journal.models import Fact
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from tests.makers import MONDAY, tell

ADA, BEA = 1, 2


def act(key: str, kind: str, *, hour: int = 0, actor: int | None = ADA, **members: object) -> NewFact:
    """What somebody did, so many hours after the Monday."""
    base = NewFact(kind=kind, source="rse", source_key=key, occurred_at=MONDAY + timedelta(hours=hour), actor_id=actor)
    return replace(base, **members)  # type: ignore[arg-type]  # replace() checks the names


ANSWER = act("answer", "answer.created", object="a1")
LIKE = act("like", "post.liked", actor=BEA, object="a1", counterpart_id=ADA)
MARK = act("mark", "answer.accepted", actor=BEA, object="a1", counterpart_id=ADA)
DELETE = act("delete", "object.deleted", hour=2, actor=None, undoes="a1")


def undo(of: str, *, key: str = "undo", actor: int | None = BEA, **members: object) -> NewFact:
    return act(key, "activity.undone", actor=actor, undoes=of, hour=3, **members)


CASES: list[tuple[str, list[NewFact], list[str]]] = [
    ("an undo", [LIKE, undo("like")], []),
    ("an undone undo", [LIKE, undo("like"), undo("undo", key="undo-2")], ["like"]),
    (
        "an undo undone twice",
        [LIKE, undo("like"), undo("undo", key="undo-2"), undo("undo-2", key="undo-3")],
        [],
    ),
    ("somebody else's undo", [LIKE, undo("like", actor=ADA)], ["like"]),
    ("an undo by nobody who is kept", [LIKE, undo("like", actor=None)], ["like"]),
    ("a moderator's undo", [LIKE, undo("like", actor=None, body={"moderates": True})], []),
    ("undos that undo each other", [LIKE, undo("undo-2"), undo("undo", key="undo-2")], ["like"]),
    ("a deletion takes what rests on it", [ANSWER, LIKE, MARK, DELETE], []),
    ("a deletion undone by anybody", [ANSWER, MARK, DELETE, undo("delete", actor=None)], ["answer", "mark"]),
    ("a deletion of an activity by its id", [LIKE, act("d", "object.deleted", hour=1, actor=None, undoes="like")], []),
    (
        "a deletion whose undo is undone",
        [ANSWER, DELETE, undo("delete", actor=None), undo("undo", key="undo-2", actor=None)],
        [],
    ),
    ("created again", [ANSWER, MARK, DELETE, replace(ANSWER, source_key="again", occurred_at=MONDAY + timedelta(hours=5))], ["answer", "mark"]),
    ("created again before the deletion", [ANSWER, DELETE, act("again", "answer.created", hour=1, object="a1")], []),
    (
        "created again and deleted again",
        [ANSWER, DELETE, act("again", "answer.created", hour=4, object="a1"), act("d2", "object.deleted", hour=5, actor=None, undoes="a1")],
        [],
    ),
    ("the same gesture three times", [MARK, replace(MARK, source_key="m2"), replace(MARK, source_key="m3")], ["m2"]),
    ("the second stands when the first is undone", [LIKE, act("z", "post.liked", hour=1, actor=BEA, object="a1"), undo("like")], ["z"]),
    ("the same gesture by two people", [LIKE, act("of-3", "post.liked", actor=3, object="a1")], ["like", "of-3"]),
    (
        "the same person followed twice",
        [act("f1", "person.followed", counterpart_id=BEA), act("f2", "person.followed", counterpart_id=BEA), act("f3", "person.followed", counterpart_id=3)],
        ["f1", "f3"],
    ),
    (
        "the same community joined twice",
        [act("j1", "community.joined", community="c"), act("j2", "community.joined", community="c", hour=1)],
        ["j1"],
    ),
    ("the same object created twice", [ANSWER, replace(ANSWER, source_key="b")], ["answer"]),
    ("one's own answer marked", [ANSWER, act("own", "answer.accepted", object="a1")], ["answer"]),
    ("one's own question answered", [act("q", "post.created", object="q1"), replace(ANSWER, body={"answers": "q1"})], ["q"]),
    ("another's question answered", [act("q", "post.created", actor=BEA, object="q1"), replace(ANSWER, body={"answers": "q1"})], ["answer", "q"]),
    ("a mark of nothing known", [replace(MARK, body={"unproven": True})], []),
    ("a mark of a known answer", [ANSWER, replace(MARK, body={"unproven": True})], ["answer", "mark"]),
]  # fmt: skip


@pytest.mark.parametrize("order", [1, -1], ids=["in-order", "backwards"])
def test_what_counts_does_not_depend_on_the_order(app: Application, order: int) -> None:
    for what, facts, _ in CASES:
        for fact in facts[::order]:
            tell(replace(fact, source=what))
    counting = select(Fact.source_key).where(text(effective_fact_condition("fact")), Fact.undoes.is_(None))
    with transaction():
        came = {what: sorted(session().scalars(counting.where(Fact.source == what))) for what, _, _ in CASES}
    assert came == {what: expected for what, _, expected in CASES}
