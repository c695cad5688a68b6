"""The bench's group of growth runs, here with few people and few facts: its figures are not judged."""

from __future__ import annotations

import pytest

from tests.bench.figure import Sense
from tests.bench.groups.growth import take_growth
from tests.bench.growth.measures import GrowthSizes
from tests.growth.forked_crew import at_work_as_forks

pytestmark = pytest.mark.long

TINY = GrowthSizes(
    people=60,
    few=200,
    many=2_000,
    new=40,
    settle_for=0.1,
    rest_for=0.2,
    rounds=1,
    workers=1,
    web_processes=1,
    crew=at_work_as_forks,
    is_durable=False,
)
"""At rest a real crew is at work, once."""


def test_every_figure_of_growth_is_taken() -> None:
    figures = list(take_growth(lambda _: None, TINY))
    promised = [figure for figure in figures if figure.target is not None]
    assert len(figures) == 11
    assert {figure.target.sense for figure in promised if figure.target} == {Sense.AT_MOST}
    assert all(figure.figure >= 0 for figure in figures)
