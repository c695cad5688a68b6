"""The bench's group of networks, run with a few activities, messages and badges: its figures are not judged."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.bench.figure import Figure
from tests.bench.network import accepting, delivering, pulling, sources
from tests.bench.rig import Rig, application
from tests.databases import Databases

pytestmark = pytest.mark.long


@pytest.fixture
def ground(databases: Databases, tmp_path: Path) -> Rig:
    """The engines of the tests, in place of durable ones."""
    return Rig(databases.engines, tmp_path)


def check_figures(figures: Iterable[Figure]) -> None:
    """Every measure was taken."""
    taken = list(figures)
    assert taken
    assert all(figure.figure > 0 for figure in taken)


def test_networks_are_taken_in_and_pull_badges(
    ground: Rig, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = accepting.build_sealing_settings(ground._settings(databases.create()))
    sizes = pulling.PullingSizes(people=4, page=3, rounds=1)
    with application(settings) as product:
        pulling.fill_shown_awards(sizes)
        monkeypatch.setattr(Rig, "copy_of", lambda *_: nullcontext(settings))
        for module in (accepting, delivering, pulling):
            monkeypatch.setattr(module, "application", lambda _: nullcontext(product))
        check_figures(accepting.take_accepting(ground, accepting.AcceptingSizes(batches=2, events=3, rounds=1)))
        check_figures(delivering.take_delivering(ground, delivering.DeliveringSizes(messages=3, rounds=1)))
        check_figures(pulling.take_pulling(ground, sizes))
    databases.drop(settings.database_url)


def test_each_kind_of_network_brings_activities_into_the_journal(ground: Rig) -> None:
    check_figures(sources.take_sources(ground, sources.SourceSizes(activities=2, rounds=1)))
