"""The bench's group of HR runs, here with few people: its figures are not judged."""

from __future__ import annotations

import pytest

from tests.bench.groups.hr import HrSizes, take_hr
from tests.bench.hr import pages, steps
from tests.bench.hr.steps import DRY_RUN, KEEPING

pytestmark = pytest.mark.long


def test_every_page_and_step_of_hr_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pages, steps):
        monkeypatch.setattr(module, "ROUNDS", 1)
    monkeypatch.setattr(pages, "REQUESTS", 1)
    figures = {
        figure.name: figure for figure in take_hr(lambda _: None, HrSizes(people=60, facts=400, is_durable=False))
    }
    assert {
        DRY_RUN,
        KEEPING,
        "/hr",
        "/hr/missions",
        "/hr/points",
        "/animation",
        "/admin/people/groups",
    } <= figures.keys()
    assert all(figure.figure >= 0 for figure in figures.values())
    assert figures["/hr"].target is not None
