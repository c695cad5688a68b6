"""Facts are written once for ever, whatever is said again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.journal.models import Fact
from app.journal.service import NewFact, append_facts
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from tests.makers import MONDAY, tell


def a_fact(key: str, *, actor_id: int = 1) -> NewFact:
    return NewFact(
        kind="post.created", source="rse", source_key=key, occurred_at=MONDAY, actor_id=actor_id, body={"n": 1}
    )


def count_facts() -> int:
    with transaction():
        return session().scalar(select(func.count()).select_from(Fact)) or 0


def test_a_fact_told_twice_is_written_once(app: Application) -> None:
    first = tell(a_fact("a"), a_fact("b"))
    again = tell(a_fact("b"), a_fact("c"))
    assert None not in first
    assert again[0] is None
    assert again[1] is not None
    assert count_facts() == 3


def test_a_fact_doubled_in_one_batch_is_written_once(app: Application) -> None:
    ids = tell(a_fact("a"), a_fact("a"))
    assert [fact_id is None for fact_id in ids] == [False, True]
    assert count_facts() == 1


def test_the_same_key_from_another_source_is_another_fact(app: Application) -> None:
    other = NewFact(kind="post.created", source="other", source_key="a", occurred_at=MONDAY)
    assert None not in tell(a_fact("a"), other)


def test_what_was_told_is_what_is_read(app: Application) -> None:
    tell(
        NewFact(
            kind="answer.created",
            source="rse",
            source_key="k",
            occurred_at=MONDAY + timedelta(hours=1),
            actor_id=7,
            counterpart_id=8,
            object="o",
            community="c",
            undoes=None,
            body={"points": 3},
        )
    )
    with transaction():
        fact = session().scalars(select(Fact)).one()
        assert (fact.kind, fact.actor_id, fact.counterpart_id, fact.object, fact.community) == (
            "answer.created",
            7,
            8,
            "o",
            "c",
        )
        assert (fact.occurred_at, fact.shard, fact.body) == (MONDAY + timedelta(hours=1), 3, {"points": 3})


def test_an_undone_transaction_leaves_no_fact(app: Application) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        append_facts([a_fact("a")])
        1 / 0  # noqa: B018 - any failure will do
    assert count_facts() == 0
