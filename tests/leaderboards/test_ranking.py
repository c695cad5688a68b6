"""One order for every board, said in Python and in SQL, and no small group ever shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.disclosure import SUM_STEP, DisclosureGate
from app.kernel.transaction import transaction
from app.leaderboards.comparison import (
    MERGED_KEY,
    SHRINKAGE_PEOPLE,
    ComparisonMethod,
    GroupTotals,
    has_unequal_headcounts,
    rank_and_merge_groups,
    score_shrunk_to_mean,
)
from app.leaderboards.measures import points
from app.leaderboards.periods import BoardPeriod, DayRange, next_publication_at, time_span_of_period
from app.leaderboards.ranking import Score, rank_scores, upper_half_size
from tests.leaderboards.ranked_in_sql import select_ranked_people
from tests.makers import MONDAY, make_people

scores = st.lists(
    st.builds(
        Score,
        subject_id=st.integers(1, 50),
        score=st.integers(0, 5).map(float),
        reached_at=st.integers(0, 3).map(lambda hours: MONDAY + timedelta(hours=hours)),
    ),
    unique_by=lambda score: score.subject_id,
    max_size=20,
)
groups = st.lists(
    st.builds(
        GroupTotals,
        key=st.integers(1, 50).map(str),
        name=st.just("x"),
        points=st.integers(0, 500),
        people=st.integers(1, 40),
        taking_part=st.just(1),
        earners=st.integers(0, 12),
    ),
    unique_by=lambda group: group.key,
    max_size=12,
)


def a_group(name: str, points: int, people: int, *, earners: int = 10) -> GroupTotals:
    return GroupTotals(key=name, name=name, points=points, people=people, taking_part=people, earners=earners)


def per_head(given_groups: Sequence[GroupTotals]) -> list[tuple[int | None, str, float, int]]:
    rows = rank_and_merge_groups(given_groups, gate=DisclosureGate(10), how=ComparisonMethod.PER_HEAD)
    return [(row.rank, row.key, row.per_head, row.people) for row in rows]


@pytest.mark.property
@given(scores)
def test_a_rank_is_one_more_than_the_number_of_those_strictly_ahead(given_scores: list[Score]) -> None:
    for row in rank_scores(given_scores):
        assert row.rank == 1 + sum(other.score > row.score.score for other in given_scores)


@pytest.mark.property
@given(scores, st.integers())
def test_the_order_does_not_depend_on_the_order_of_arrival(given_scores: list[Score], seed: int) -> None:
    shuffled = list(given_scores)
    Random(seed).shuffle(shuffled)
    assert rank_scores(shuffled) == rank_scores(given_scores)


def test_among_equals_the_first_to_reach_it_is_shown_first() -> None:
    late, early = Score(1, 5.0, MONDAY + timedelta(hours=1)), Score(2, 5.0, MONDAY)
    assert [(row.rank, row.score.subject_id) for row in rank_scores([late, early])] == [(1, 2), (1, 1)]


@pytest.mark.property
def test_the_database_ranks_as_the_pure_function_does(app: Application) -> None:
    """Sixty boards of up to thirty people whose scores and moments often coincide; some do not appear, some have nothing."""
    chance = Random(7)
    with transaction():
        appear = make_people(25, on_boards=True)
        hidden = make_people(5)
        for _ in range(60):
            people = chance.sample(appear + hidden, chance.randrange(30))
            given_scores = [Score(person, chance.randrange(4), _moment(chance)) for person in people]
            shown = [score for score in given_scores if score.subject_id in appear and score.score > 0]
            foretold = [(row.place, row.rank, row.score.subject_id) for row in rank_scores(shown)]
            assert _placed(given_scores) == foretold


def _moment(chance: Random) -> datetime:
    return MONDAY + timedelta(seconds=chance.randrange(3))


def _placed(given_scores: Sequence[Score]) -> list[tuple[int, int, int]]:
    """The same scores, each in two halves, through the SQL that builds boards."""
    lines = """
    select (line ->> 0)::bigint as person_id, 0 as unit_id, half as score, 0 as shared, (line ->> 2)::timestamptz as reached_at
    from jsonb_array_elements(cast(:detail as jsonb)) as line
    cross join lateral (values ((line ->> 1)::bigint / 2), ((line ->> 1)::bigint - (line ->> 1)::bigint / 2)) as halves (half)
    """
    import_as_json = "[" + ",".join(f'[{s.subject_id},{s.score:.0f},"{s.reached_at}"]' for s in given_scores) + "]"
    parameters = {"detail": import_as_json, "since": MONDAY, "now": MONDAY}
    rows = session().execute(
        text(select_ranked_people(replace(points.measure, lines=lines)) + " order by place"), parameters
    )
    return [(row.place, row.rank, row.person_id) for row in rows]


@pytest.mark.property
@given(groups)
def test_no_row_speaks_of_fewer_people_than_the_smallest_group(given_groups: list[GroupTotals]) -> None:
    shown = rank_and_merge_groups(given_groups, gate=DisclosureGate(10), how=ComparisonMethod.TOTAL)
    assert all(row.people >= 10 for row in shown)
    assert sum(row.key == MERGED_KEY for row in shown) <= 1


@pytest.mark.property
@given(groups)
def test_every_figure_follows_from_rounded_totals_of_large_groups(given_groups: list[GroupTotals]) -> None:
    """Whoever changes what is rounded away, or where little is earned, changes nothing that is shown, not even the order."""
    gate = DisclosureGate(10)
    shown = [gate.show_sum(group.points, group.earners, group.people).value for group in given_groups]
    rounded = [replace(group, points=int(total or 0)) for group, total in zip(given_groups, shown, strict=True)]
    for how in ComparisonMethod:
        rows = rank_and_merge_groups(given_groups, gate=gate, how=how)
        assert rows == rank_and_merge_groups(rounded, gate=gate, how=how)
        assert all(row.total % SUM_STEP == 0 and (row.rank is None) == (row.total == 0) for row in rows)


def test_small_groups_are_merged_without_a_figure_and_large_ones_with_few_earners_have_none() -> None:
    groups = [a_group("tiny", 40, 4), a_group("small", 1_100, 19), a_group("quiet", 600, 30, earners=9), a_group("large", 649, 30)]  # fmt: skip
    assert per_head(groups) == [(1, "large", 20.0, 30), (None, "quiet", 0.0, 30), (None, MERGED_KEY, 0.0, 23)]


def test_a_small_group_does_not_pass_by_chance() -> None:
    lucky, steady, others = a_group("lucky", 160, 20), a_group("steady", 1_400, 200), a_group("others", 1_000, 400)
    rows = rank_and_merge_groups([lucky, steady, others], gate=DisclosureGate(10), how=ComparisonMethod.PER_HEAD)
    assert [(row.rank, row.key, row.per_head) for row in rows] == [
        (1, "steady", 7.0),
        (2, "lucky", 7.5),
        (3, "others", 2.5),
    ]


def test_totals_are_ranked_by_totals_and_keep_the_figure_per_head() -> None:
    rows = rank_and_merge_groups(
        [a_group("few", 160, 20), a_group("many", 200, 50)], gate=DisclosureGate(10), how=ComparisonMethod.TOTAL
    )
    assert [(row.rank, row.key, row.score, row.per_head) for row in rows] == [
        (1, "many", 200.0, 4.0),
        (2, "few", 150.0, 7.5),
    ]


def test_groups_that_read_the_same_share_a_rank_and_stand_by_name() -> None:
    groups = [a_group("b", 50, 20), a_group("c", 99, 20), a_group("a", 51, 20)]
    rows = rank_and_merge_groups(groups, gate=DisclosureGate(10), how=ComparisonMethod.PER_HEAD)
    assert [(row.rank, row.place, row.key) for row in rows] == [(1, 1, "a"), (1, 2, "b"), (1, 3, "c")]


@pytest.mark.property
@given(st.integers(0, 10_000), st.integers(1, 5_000), st.floats(0, 100))
def test_a_steadied_figure_lies_between_the_group_s_own_and_the_mean(points: int, people: int, mean: float) -> None:
    own = points / people
    assert min(own, mean) - 0.01 <= score_shrunk_to_mean(points, people, mean) <= max(own, mean) + 0.01
    assert score_shrunk_to_mean(points, 1_000 * SHRINKAGE_PEOPLE, mean) == pytest.approx(
        points / (1_000 * SHRINKAGE_PEOPLE), abs=0.11
    )


@pytest.mark.parametrize(
    ("taking_part", "share"), [(0, None), (9, None), (12, 30), (20, 50), (30, 80), (31, None), (40, None)]
)
def test_a_share_never_speaks_of_everybody(taking_part: int, share: int | None) -> None:
    assert DisclosureGate(10).show_share(taking_part, 40).value == share


def test_sizes_are_unequal_past_one_and_a_half() -> None:
    assert [has_unequal_headcounts(sizes) for sizes in ([], [20, 29], [20, 31], [0, 5])] == [False, False, True, True]


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        (BoardPeriod.WEEK, "2026-01-05T00:00:00+00:00", "2026-01-12T00:00:00+00:00"),
        (BoardPeriod.MONTH, "2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"),
        (BoardPeriod.SEASON, "2026-01-03T00:00:00+00:00", "2026-01-10T00:00:00+00:00"),
    ],
)
def test_a_period_begins_and_ends_where_people_would_say(period: BoardPeriod, since: str, until: str) -> None:
    window = time_span_of_period(period, MONDAY + timedelta(days=2), DayRange(date(2026, 1, 3), date(2026, 1, 9)))
    assert (window.since.isoformat(), window.until.isoformat()) == (since, until)


@pytest.mark.parametrize(("minutes", "moment"), [(0, "08:01"), (15, "08:15"), (60, "09:00")])
def test_figures_of_groups_come_at_round_moments(minutes: int, moment: str) -> None:
    now = datetime(2026, 1, 5, 8, 1, tzinfo=UTC)
    assert f"{next_publication_at(now, minutes):%H:%M}" == moment


@pytest.mark.parametrize(("rows", "shown"), [(0, 0), (2, 2), (3, 3), (7, 4), (8, 4), (99, 50)])
def test_half_a_board_is_shown_and_three_rows_at_least(rows: int, shown: int) -> None:
    assert upper_half_size(rows) == shown
