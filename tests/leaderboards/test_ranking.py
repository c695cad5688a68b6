"""One order for every board, and no small group ever shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.leaderboards.merging import MERGED, Group, per_head
from app.leaderboards.periods import Period, start_of
from app.leaderboards.ranking import Score, ranked
from tests.makers import MONDAY

scores = st.lists(
    st.builds(
        Score,
        subject_id=st.integers(1, 50),
        score=st.integers(0, 5).map(float),
        reached_at=st.integers(0, 3).map(lambda hours: MONDAY + timedelta(hours=hours)),
        name=st.just("x"),
    ),
    unique_by=lambda score: score.subject_id,
    max_size=20,
)
groups = st.lists(
    st.builds(
        Group,
        id=st.integers(1, 50),
        name=st.just("x"),
        points=st.integers(0, 500),
        people=st.integers(1, 30),
        reached_at=st.just(MONDAY),
    ),
    unique_by=lambda group: group.id,
    max_size=12,
)


@pytest.mark.property
@given(scores)
def test_a_rank_is_one_more_than_the_number_of_those_strictly_ahead(given_scores: list[Score]) -> None:
    for row in ranked(given_scores):
        assert row.rank == 1 + sum(other.score > row.score.score for other in given_scores)


@pytest.mark.property
@given(scores, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_arrival(given_scores: list[Score], chance: object) -> None:
    shuffled = sorted(given_scores, key=lambda _: chance.random())  # type: ignore[attr-defined]  # hypothesis' own Random
    assert ranked(shuffled) == ranked(given_scores)


def test_among_equals_the_first_to_reach_it_is_shown_first() -> None:
    late = Score(1, 5.0, MONDAY + timedelta(hours=1), "late")
    early = Score(2, 5.0, MONDAY, "early")
    assert [(row.rank, row.score.name) for row in ranked([late, early])] == [(1, "early"), (1, "late")]


@pytest.mark.property
@given(groups)
def test_no_row_speaks_of_fewer_people_than_the_smallest_group(given_groups: list[Group]) -> None:
    shown = per_head(given_groups, smallest=10)
    assert all(row.people is not None and row.people >= 10 for row in shown)
    assert sum(row.subject_id == MERGED for row in shown) <= 1


@pytest.mark.property
@given(groups)
def test_nothing_small_can_be_found_by_subtraction(given_groups: list[Group]) -> None:
    """Whoever knows everybody's total and every row shown is left with nobody, or with ten people at least."""
    shown = per_head(given_groups, smallest=10)
    everyone = sum(group.people for group in given_groups)
    left = everyone - sum(row.people or 0 for row in shown)
    assert left == 0 or not shown


def test_groups_too_small_together_take_the_next_one_with_them() -> None:
    units = [Group(1, "tiny", 40, 4, MONDAY), Group(2, "small", 110, 11, MONDAY), Group(3, "large", 600, 30, MONDAY)]
    shown = {row.subject_id: (row.score, row.people) for row in per_head(units, smallest=10)}
    assert shown == {MERGED: (10.0, 15), 3: (20.0, 30)}


@pytest.mark.parametrize(
    ("period", "start"), [(Period.WEEK, "2026-01-05T00:00:00"), (Period.MONTH, "2026-01-01T00:00:00")]
)
def test_a_period_begins_where_people_would_say(period: Period, start: str) -> None:
    assert start_of(period, MONDAY + timedelta(days=2)).isoformat() == f"{start}+00:00"
