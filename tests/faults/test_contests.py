"""The process that ends a contest is killed at each of its steps: one result, each prize won once, everything told once."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import partial

import pytest

from app.cli.service import open_application_from_environment
from app.kernel.application import Application
from tests.faults.killed_writers import kill_writer
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, make_prize
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    list_facts,
    list_notices,
    list_winner_ids,
    make_playable_terms,
    play_published,
    read_results,
    read_state,
    run_clock,
)
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.fault
DIES_AT = (
    (CLOSES_AT, ("fact",)),
    (FROZEN_AT, ("contest_entry", "contest_win", "notice")),
    (FINAL_AT, ("fact", "notice")),
)
"""At which tables a process of each step is killed: before its first row there, with everything before it written."""


def test_a_contest_whose_every_step_is_killed_ends_once(
    own_app: Application, own_engines: PrivateEngines, variables: dict[str, str]
) -> None:
    people = play_published([3, 2, 1, 1], make_playable_terms("draw", prizes=(make_prize(stock=2),), alternates=1))
    run_clock(OPENS_AT)
    for moment, tables in DIES_AT:
        before = read_state()
        for table in tables:
            kill_writer(partial(take_steps_at, moment), table, own_engines, variables)
            assert read_state() == before, table
        run_clock(moment)
        assert read_state() != before

    winners = sorted(person_id or 0 for person_id in list_winner_ids())
    assert len(set(winners)) == len(winners) == 2
    ((number, _, seed, minutes),) = read_results()
    assert (number, seed is None, minutes is None) == (1, False, False)
    kinds = Counter(kind for kind, _, _ in list_facts())
    assert kinds.pop("prize.won") == 2
    assert {"contest.published", "contest.opened", "contest.closed", "contest.finalised"} <= set(kinds)
    assert set(kinds.values()) == {1}
    assert list_notices("contest.announced") == list_notices("contest.finalised") == sorted(people)
    assert list_notices("contest.won") == winners


def take_steps_at(moment: datetime) -> None:
    """What the job of a worker does at that moment."""
    with open_application_from_environment():
        run_clock(moment)
