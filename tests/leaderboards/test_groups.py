"""Boards of groups: units, sites, regions and communities, by points or by a mission."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards import queries
from app.leaderboards.models import Snapshot
from app.leaderboards.service import BoardScoring, create_and_publish_board
from tests.boards import catch_up_and_build, earn_answers, pay_for_answers, read_board
from tests.makers import MONDAY, WORDS, make_people, make_site, make_unit, tell


def test_groups_are_compared_per_head_and_small_ones_are_merged_without_a_rank(app: Application) -> None:
    with transaction():
        many = make_people(20, unit=make_unit("Big"))
        few = make_people(3, unit=make_unit("Small"))
        others = make_people(10, unit=make_unit("Other"))
        pay_for_answers()
        create_and_publish_board("board", title=WORDS, subject="unit")
    for person_id in (many[0], many[1], few[0], others[0]):
        earn_answers(person_id, 1)
    catch_up_and_build()

    shown = read_board(person_id=many[5])
    merged = shown.others[-1]
    assert [(row.rank, row.per_head, row.people) for row in shown.rows] == [(1, 0.5, 20)]
    figures = (merged.score, merged.total, merged.per_head)
    assert (merged.rank, merged.name, merged.people, figures) == (None, "", 13, (None, None, None)), (
        "0.77 is more than the first."
    )
    assert [row.rank for row in shown.others if row.is_mine] == [1]


@pytest.mark.parametrize(("number", "ranks"), [(4, [1, 2, None]), (3, [1, 2, None])])
def test_a_group_of_the_lower_half_reads_its_score_and_no_rank(app: Application, number: int, ranks: list[int]) -> None:
    with transaction():
        units = [make_people(10, unit=make_unit(f"Unit {place}")) for place in range(number)]
        pay_for_answers()
        create_and_publish_board("board", title=WORDS, subject="unit")
    for place, people in enumerate(units):
        earn_answers(people[0], 9 - place)
    catch_up_and_build()

    shown = read_board(person_id=units[-1][0])
    own_row = next(row for row in shown.others if row.is_mine)
    assert [row.rank for row in shown.rows] == ranks
    assert (own_row.rank, own_row.place, own_row.score is None) == (None, number, False)


@pytest.mark.parametrize(("subject", "per_head"), [("site", [0.5, 0.0]), ("region", [0.5, 0.0]), ("community", [0.5])])
def test_sites_regions_and_communities_are_groups_too(app: Application, subject: str, per_head: list[float]) -> None:
    with transaction():
        here = make_people(10, site=make_site())
        make_people(10, site=make_site())
        pay_for_answers()
        create_and_publish_board("board", title=WORDS, subject=subject)
    tell(*(a_joining(person_id, "joined", 0) for person_id in here), a_joining(here[0], "left", 1))
    tell(a_joining(here[0], "joined", 2))
    earn_answers(here[0], 1)
    catch_up_and_build()

    with transaction():
        rows = queries.list_standing_rows_of_snapshot(session().scalars(select(Snapshot)).one())
    assert [row["per_head"] for row in rows] == per_head


def a_joining(person_id: int, verb: str, hour: int) -> NewFact:
    return NewFact(
        kind=f"community.{verb}",
        source="rse",
        source_key=f"{verb}:{person_id}:{hour}",
        occurred_at=MONDAY + timedelta(hours=hour),
        actor_id=person_id,
        community="jardins",
    )


def test_a_mission_is_counted_as_long_as_its_completion_stands(app: Application) -> None:
    with transaction():
        people = make_people(10)
        create_and_publish_board(
            "board", title=WORDS, subject="unit", counted=BoardScoring(measure="mission", detail="hello")
        )
    tell(*(a_completion(person_id, "hello") for person_id in people[:5]), a_completion(people[6], "other"))
    tell(NewFact(kind="mission.reopened", source_key="re", occurred_at=MONDAY, actor_id=people[0], undoes=f"hello:{people[0]}"))  # fmt: skip
    catch_up_and_build()
    assert [(row.total, row.per_head) for row in read_board().rows] == [(4, 0.4)]


def a_completion(person_id: int, slug: str) -> NewFact:
    key = f"{slug}:{person_id}"
    return NewFact(
        kind="mission.completed", source_key=key, occurred_at=MONDAY, actor_id=person_id, object=f"mission:{slug}"
    )
