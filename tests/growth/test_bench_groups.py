"""The bench's groups intake, leaderboards, matching and pages run with a few people: their figures are not judged.

What starts workers of its own (the whole way, the latency, boards under writers) is left out: it would cost more than all the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from app.kernel import clock
from app.kernel.discovery import discover_instances
from mentoring.matching.solution import MatchingEngine
from tests import collegemsg
from tests.bench.contests.company import ANSWERS, USEFUL, ContestSize, fill_contest_company
from tests.bench.contests.drawing import DrawSizes, measure_draw
from tests.bench.contests.standings import take_counting, take_reading_and_freezing
from tests.bench.figure import Figure, Group
from tests.bench.intake import queue_overhead, speed, stream, validating
from tests.bench.intake.company import TEMPLATE, read_ids, settled_in
from tests.bench.leaderboards import company as board_company
from tests.bench.leaderboards import million
from tests.bench.matching import alone
from tests.bench.rig import Rig, application, come_to_rest
from tests.databases import TEMPLATE as MIGRATED
from tests.databases import Databases
from tests.made_stream import write_made_stream

MAKES_ITS_OWN_RUN = {"growth", "past"}
NOT_YET_RUN_SMALL = {"matching-large", "missions", "pages", "webhooks"}
RUN_HERE = {"contests", "intake", "leaderboards", "matching"}


@pytest.fixture
def ground(databases: Databases, tmp_path: Path) -> Rig:
    """The engines of the tests, in place of durable ones."""
    return Rig(databases.engines, tmp_path)


def test_every_group_has_a_small_run_or_says_that_it_has_none() -> None:
    groups = discover_instances("tests.bench.groups", Group)
    assert groups.keys() == MAKES_ITS_OWN_RUN | NOT_YET_RUN_SMALL | RUN_HERE


def test_intake_reads_stores_and_queues(ground: Rig, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, value in (
        (stream, "BATCH", 50),
        (validating, "BATCH", 50),
        (validating, "ROUNDS", 1),
        (validating, "TIMES", 1),
        (speed, "PEER_FACTS", 20),
        (queue_overhead, "BATCHES", 2),
    ):
        monkeypatch.setattr(module, name, value)
    file = write_made_stream(ground.folder / "stream.txt", people=20, messages=150)
    small = stream.Stream(
        collegemsg.read_messages(collegemsg.weeks_until(clock.now().date() - timedelta(days=1), file), file),
        is_real=False,
    )
    _make_template(ground, databases, TEMPLATE, settled_in(small))
    _check(validating.validating(small))
    with ground.copy_of(TEMPLATE) as settings:
        facts = small.facts(read_ids(settings))
    assert all(rate > 0 for rate in speed._plain(ground, facts).values())
    _check(queue_overhead.queue_overhead(ground, small))


def test_boards_are_built_and_read(ground: Rig, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (board_company, million):
        monkeypatch.setattr(module, "MILLION", 60)
    monkeypatch.setattr(board_company, "CREDITS", 600)
    for name in ("BUILDS", "ROUNDS", "CALLS"):
        monkeypatch.setattr(million, name, 1)
    _make_template(ground, databases, board_company.A_MILLION, board_company.a_million)
    _check(million.million(ground, lambda _: None))


def test_a_draw_and_its_check_are_timed(tmp_path: Path) -> None:
    _check(measure_draw(tmp_path, DrawSizes(entries=40, seats=3, rounds=1)))


def test_a_contest_is_counted_read_and_closed(ground: Rig, databases: Databases) -> None:
    size = ContestSize(people=60, before=200, new=40, rounds=1)
    _make_template(ground, databases, "answers", partial(fill_contest_company, size, USEFUL, ANSWERS))
    _check(take_counting(ground, "answers", size, "by answers"))
    _check(take_reading_and_freezing(ground, "answers", size))


def test_an_engine_pairs_people(capsys: pytest.CaptureFixture[str]) -> None:
    alone.main(MatchingEngine.DENSE.value, 6, 9)
    assert json.loads(capsys.readouterr().out)["matched"] > 0


def _make_template(ground: Rig, databases: Databases, name: str, fill: Callable[[], None]) -> None:
    """A copy of the migrated database, filled: the bench migrates one of its own."""
    databases.run(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
    with application(ground._settings(databases.url(name))):
        fill()
        come_to_rest()


def _check(figures: Iterable[Figure]) -> None:
    taken = list(figures)
    assert taken
    assert all(figure.figure >= 0 for figure in taken)
