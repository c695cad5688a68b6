"""Each way of counting counts by its own key, and the tables accept no other way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import TEXT, Date, DateTime, cast, func, literal, null, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import IntegrityError

from app.journal.counter import WHOLE, DistinctBy
from app.journal.events.queries import BEGINNING, select_progress_per_request
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.service.publish import create_and_publish_mission
from tests.makers import MONDAY, make_mission_draft, make_people, tell

KINDS = ["post.created", "answer.created"]
EXPECTED = {
    DistinctBy.FACT: 6,
    DistinctBy.KIND: 2,
    DistinctBy.PERSON: 3,
    DistinctBy.COMMUNITY: 4,
    DistinctBy.UNIT: 1,
    DistinctBy.WEEK: 2,
    DistinctBy.OBJECT: 5,
}


def count_by(person_id: int, way: str) -> int:
    """How many different keys the person has among posts and answers."""
    requests = select(
        literal(1).label("id"),
        literal(person_id).label("person_id"),
        cast(KINDS, ARRAY(TEXT)).label("kinds"),
        literal(way).label("counted_by"),
        cast(null(), ARRAY(TEXT)).label("among"),
        cast(null(), ARRAY(TEXT)).label("communities"),
        literal(100).label("wanted"),
        literal(WHOLE).label("period"),
        cast(BEGINNING, Date).label("counts_from"),
        cast(null(), DateTime(timezone=True)).label("counts_until"),
        literal("Europe/Paris").label("time_zone"),
    ).cte("requests")
    counted = select_progress_per_request(requests)
    with transaction():
        return session().scalar(select(func.coalesce(func.max(counted.c.done), 0))) or 0


def make_activity(person_id: int, others: list[int]) -> None:
    """Six facts with two kinds, three people, four communities, one unit, two weeks and five objects."""
    moments: list[datetime] = [MONDAY + timedelta(days=days) for days in (0, 0, 1, 2, 7, 8)]
    tell(
        *(
            NewFact(
                kind=KINDS[number % 2],
                source="rse",
                source_key=f"f{number}",
                occurred_at=at,
                actor_id=person_id,
                counterpart_id=others[number % 3],
                community=f"c{number % 4}",
                object=f"o{number % 5}",
                body={"counterpart_unit": "u"},
            )
            for number, at in enumerate(moments)
        )
    )


def test_each_way_of_counting_has_its_key(app: Application) -> None:
    with transaction():
        person, *others = make_people(4)
    make_activity(person, others)
    assert {way: count_by(person, way) for way in DistinctBy} == EXPECTED


def test_an_unknown_way_counts_nothing_and_no_table_accepts_it(app: Application) -> None:
    with transaction():
        person, *others = make_people(4)
        create_and_publish_mission("m", make_mission_draft())
    make_activity(person, others)
    assert count_by(person, "moon") == 0
    with pytest.raises(IntegrityError, match="counted_by"), transaction():
        session().execute(text("update mission_version set counted_by = 'moon'"))
