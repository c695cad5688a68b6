"""The home page proposes one mission, and never one that is closed, done or put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from missions.periods import ONCE_PERIOD_ON, next_monday
from missions.progress.person_mission import MissionState, PersonMission
from missions.progress.suggestions import suggest_missions

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
WORDS = {"fr": "Un mot", "en": "A word"}
OPEN = PersonMission(
    slug="first",
    kind="activity",
    title=WORDS,
    why=WORDS,
    who_sees=WORDS,
    minutes=5,
    points=10,
    link=None,
    rehearsal=False,
    times=1,
    period="once",
    wanted=1,
    stored_done=0,
    times_done=0,
    period_on=None,
    opens_at=NOW - timedelta(days=2),
    counts_from=NOW - timedelta(days=2),
    counts_until=None,
    completed_at=None,
    later_until=None,
    skipped_at=None,
    is_paused=False,
    is_ended=False,
    time_zone="Europe/Paris",
    waits_for=(),
)
DONE = replace(OPEN, stored_done=1, times_done=1, period_on=ONCE_PERIOD_ON, completed_at=NOW)
WEEKLY = replace(OPEN, period="week", times=2, wanted=3)


def test_an_open_mission_is_proposed_and_two_others_instead() -> None:
    missions = [replace(OPEN, slug=slug) for slug in "abcd"]

    proposal = suggest_missions(missions, NOW)

    assert proposal.next_mission == missions[0]
    assert list(proposal.alternatives) == missions[1:3]


@pytest.mark.parametrize(("days", "comes_first"), [(1, True), (2, True), (3, False)])
def test_a_mission_that_is_about_to_close_comes_first(days: int, comes_first: bool) -> None:  # noqa: FBT001 - a case
    ending = replace(OPEN, slug="ending", counts_until=NOW + timedelta(days=days))

    assert (suggest_missions([OPEN, ending], NOW).next_mission == ending) is comes_first


@pytest.mark.parametrize(
    ("mission", "state"),
    [
        (OPEN, MissionState.OPEN),
        (DONE, MissionState.DONE),
        (replace(OPEN, skipped_at=NOW), MissionState.SKIPPED),
        (replace(OPEN, opens_at=NOW + timedelta(days=1)), MissionState.SOON),
        (replace(OPEN, waits_for=[WORDS]), MissionState.WAITING),
        (replace(OPEN, is_ended=True), MissionState.CLOSED),
        (replace(OPEN, counts_until=NOW), MissionState.CLOSED),
        (replace(OPEN, later_until=NOW + timedelta(hours=1)), MissionState.LATER),
        (replace(OPEN, later_until=NOW), MissionState.OPEN),
        (replace(OPEN, counts_from=None), MissionState.NOT_JOINED),
        (replace(DONE, counts_from=None), MissionState.DONE),
    ],
)
def test_a_mission_knows_where_the_person_stands(mission: PersonMission, state: MissionState) -> None:
    assert mission.current_state(NOW) is state
    assert (suggest_missions([mission], NOW).next_mission is mission) is (state is MissionState.OPEN)


def test_nothing_is_proposed_when_nothing_is_open() -> None:
    assert suggest_missions([], NOW).next_mission is None


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 3, 4, 10, 0, tzinfo=UTC), datetime(2026, 3, 8, 23, 0, tzinfo=UTC)),
        (datetime(2026, 3, 9, 10, 0, tzinfo=UTC), datetime(2026, 3, 15, 23, 0, tzinfo=UTC)),
        (datetime(2026, 3, 8, 23, 30, tzinfo=UTC), datetime(2026, 3, 15, 23, 0, tzinfo=UTC)),
        (datetime(2026, 3, 25, 10, 0, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
    ],
    ids=["in the week", "on a Monday", "already Monday in Paris", "across the change of hours"],
)
def test_later_means_the_next_monday_where_the_person_works(now: datetime, monday: datetime) -> None:
    assert next_monday(now, "Europe/Paris") == monday


def test_a_repeated_mission_says_how_far_this_week_is_and_opens_again_on_monday() -> None:
    under_way = replace(WEEKLY, stored_done=4, times_done=1, period_on=date(2026, 3, 2), completed_at=NOW)
    spent = replace(under_way, stored_done=6, times_done=2)
    last_week = replace(spent, period_on=date(2026, 2, 23))

    assert (
        under_way.current_state(NOW),
        under_way.done_count_of_current_completion(NOW),
        under_way.completions_left_and_reopening(NOW).remaining,
    ) == (
        MissionState.OPEN,
        1,
        1,
    )
    assert (spent.current_state(NOW), spent.done_count_of_current_completion(NOW)) == (MissionState.DONE, 3)
    assert spent.completions_left_and_reopening(NOW).reopens_at == datetime(2026, 3, 8, 23, 0, tzinfo=UTC)
    assert (
        last_week.current_state(NOW),
        last_week.done_count_of_current_completion(NOW),
        last_week.completions_left_and_reopening(NOW).remaining,
    ) == (
        MissionState.OPEN,
        0,
        2,
    )


def test_a_paused_mission_is_proposed_to_those_only_who_began_it() -> None:
    paused = replace(WEEKLY, is_paused=True)

    assert suggest_missions([paused], NOW).next_mission is None
    assert suggest_missions([replace(paused, stored_done=1, period_on=date(2026, 3, 2))], NOW).next_mission is not None
