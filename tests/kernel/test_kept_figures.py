"""Figures about everybody: counted when they are read in a small company, by the clock and for some minutes in a large one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.company_figure import CompanyFigure
from app.kernel.database import session
from app.kernel.kept_figures import service
from app.kernel.kept_figures.jobs import keep_company_figures
from app.kernel.kept_figures.queries import CLOCKS_APART, KEPT_FOR, find_counted_moment, read_figure
from app.kernel.manifest import Feature, list_features_of_current_application
from app.kernel.schema import JsonObject
from app.kernel.transaction import transaction
from tests.makers import make_people

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Gate:
    """A setting that the figure depends on."""

    smallest = 5


def _count_people() -> JsonObject:
    return {"people": session().execute(text("select count(*) from person")).scalar_one()}


PEOPLE = CompanyFigure("tests.people", "person", lambda: str(Gate.smallest), _count_people)


def _add_people(count: int) -> None:
    with transaction():
        make_people(count)


def _keep() -> None:
    with transaction():
        session().execute(text("analyze person"))
        service.keep_figure(PEOPLE)


def _read() -> tuple[object, datetime | None]:
    with transaction():
        return read_figure(PEOPLE)["people"], find_counted_moment(PEOPLE)


@pytest.fixture
def kept(app: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three people are a large company, and were counted at NOW; a fourth came since."""
    monkeypatch.setattr(service, "LARGE", 3)
    _add_people(3)
    with clock.freeze_at(NOW):
        _keep()
        _add_people(1)
        yield


@pytest.mark.usefixtures("kept")
def test_a_large_company_is_counted_by_the_clock_and_the_page_knows_when() -> None:
    assert _read() == (3, NOW)
    with clock.freeze_at(NOW + timedelta(minutes=5)):
        _keep()
        assert _read() == (4, NOW + timedelta(minutes=5))


@pytest.mark.usefixtures("kept")
def test_what_was_kept_too_long_is_counted_anew() -> None:
    with clock.freeze_at(NOW + KEPT_FOR):
        assert _read() == (4, None)


@pytest.mark.usefixtures("kept")
def test_what_a_clock_counted_that_went_back_since_is_counted_anew_and_two_machines_may_differ_a_little() -> None:
    with clock.freeze_at(NOW - CLOCKS_APART):
        assert _read() == (3, NOW)
    with clock.freeze_at(NOW - CLOCKS_APART - timedelta(seconds=1)):
        assert _read() == (4, None)


@pytest.mark.usefixtures("kept")
def test_what_was_counted_by_another_rule_of_the_gate_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gate, "smallest", 10)
    assert _read() == (4, None)


@pytest.mark.usefixtures("app")
def test_a_small_company_is_counted_when_it_is_read() -> None:
    _add_people(3)
    _keep()
    _add_people(1)
    assert _read() == (4, None)


@pytest.mark.usefixtures("kept")
def test_a_company_that_became_small_forgets_what_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LARGE", 10)
    _keep()
    assert _read() == (4, None)


def test_every_figure_of_the_product_reads_as_it_is_counted(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LARGE", 0)
    figures = [
        figure for feature in list_features_of_current_application(Feature) for figure in feature.company_figures
    ]
    names = "intake.latest-activities journal.latest-events missions.people points.given"
    assert sorted(figure.name for figure in figures) == names.split()
    keep_company_figures()
    for figure in figures:
        with transaction():
            assert find_counted_moment(figure) is not None
            assert read_figure(figure) == figure.count()
