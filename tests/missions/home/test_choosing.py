"""The home page proposes one mission, and never one that is closed, done or put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from missions.home.choosing import SeenMission, State, next_monday, propose

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
WORDS = {"fr": "Un mot", "en": "A word"}
OPEN = SeenMission(
    slug="first",
    title=WORDS,
    why=WORDS,
    who_sees=WORDS,
    minutes=5,
    points=10,
    wanted=1,
    done=0,
    counts_from=NOW - timedelta(days=2),
    counts_until=None,
    completed_at=None,
    later_until=None,
)


def test_an_open_mission_is_proposed_and_two_others_instead() -> None:
    missions = [replace(OPEN, slug=slug) for slug in "abcd"]

    proposal = propose(missions, NOW)

    assert proposal.following == missions[0]
    assert list(proposal.instead) == missions[1:3]


@pytest.mark.parametrize(("days", "comes_first"), [(1, True), (2, True), (3, False)])
def test_a_mission_that_is_about_to_close_comes_first(days: int, comes_first: bool) -> None:  # noqa: FBT001 - a case
    ending = replace(OPEN, slug="ending", counts_until=NOW + timedelta(days=days))

    assert (propose([OPEN, ending], NOW).following == ending) is comes_first


@pytest.mark.parametrize(
    ("mission", "state"),
    [
        (OPEN, State.OPEN),
        (replace(OPEN, completed_at=NOW), State.DONE),
        (replace(OPEN, counts_until=NOW), State.CLOSED),
        (replace(OPEN, later_until=NOW + timedelta(hours=1)), State.LATER),
        (replace(OPEN, later_until=NOW), State.OPEN),
        (replace(OPEN, counts_from=None), State.NOT_JOINED),
        (replace(OPEN, counts_from=None, completed_at=NOW), State.DONE),
    ],
)
def test_a_mission_knows_where_the_person_stands(mission: SeenMission, state: State) -> None:
    assert mission.state(NOW) is state
    assert (propose([mission], NOW).following is mission) is (state is State.OPEN)


def test_nothing_is_proposed_when_nothing_is_open() -> None:
    assert propose([], NOW).following is None


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
