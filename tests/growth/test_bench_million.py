"""The company of a million people is made and visited, here with a few people: what hangs on its facts agrees with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from app.kernel.application import Application
from tests.applications import application_of, settings_of
from tests.bench.growth.filling import CompanySize
from tests.bench.million.filling import fill_large_company
from tests.bench.million.meter import Meter
from tests.bench.million.pages import list_addresses, make_visitors
from tests.bench.million.plans import explain_in_words
from tests.bench.million.working import read_batch, run_jobs
from tests.databases import Databases
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.long
TINY = CompanySize(people=60, facts=1_200)
AGREE = """
select (select count(*) from fact) as facts,
    (select count(*) from enrolment) = (select count(*) from choices) * (select count(*) from mission) as everybody_is_enrolled,
    (select count(distinct actor_id) from fact where kind = 'post.created') as posted,
    (select count(*) from completion) as completed, (select count(*) from award) as awarded,
    (select sum(points) from ledger_entry) = (select sum(points) from balance) as balances_add_up,
    (select count(*) from board where published_version > 0) as boards,
    (select count(*) from pg_index where indrelid = any(array['fact', 'ledger_entry', 'person']::regclass[])) as indexes,
    (select count(*) from pg_constraint where contype = 'u' and conrelid = any(array['fact', 'ledger_entry', 'person']::regclass[])) as keys
"""


@pytest.fixture(scope="module")
def made(databases: Databases) -> Iterator[tuple[Application, dict[str, Any]]]:
    """The application on the company, and what the company says before another test works on it."""
    url = databases.create()
    with application_of(settings_of(url, databases.engines.redis_url)) as application:
        with application.app_context():
            fill_large_company(TINY, lambda _: None)
        yield application, _read_figures(url)
    databases.drop(url)


@pytest.fixture(scope="module")
def large(made: tuple[Application, dict[str, Any]]) -> Application:
    """The application on it."""
    return made[0]


def _read_figures(url: str) -> dict[str, Any]:
    with psycopg.connect(url, row_factory=dict_row) as database:
        return database.execute(AGREE).fetchone() or {}


def test_what_hangs_on_the_facts_agrees_with_them(
    made: tuple[Application, dict[str, Any]], databases: Databases
) -> None:
    _, figures = made
    assert figures["facts"] >= TINY.facts
    assert figures["everybody_is_enrolled"]
    assert figures["balances_add_up"]
    assert figures["posted"] == figures["completed"] == figures["awarded"] != 0
    assert figures["boards"] == 3
    empty = _read_figures(databases.create())
    assert (figures["indexes"], figures["keys"]) == (empty["indexes"], empty["keys"])


def test_every_page_of_a_large_company_is_visited_and_none_fails(large: Application) -> None:
    with large.app_context():
        visitors = make_visitors(large)
    statuses = {path: visitors.ask(path) for path in list_addresses(large)}
    assert {path: status for path, status in statuses.items() if status == 500} == {}
    assert sum(status == 200 for status in statuses.values()) > 100


def test_jobs_and_readers_of_a_large_company_are_metered(large: Application, engines: PrivateEngines) -> None:
    with (
        psycopg.connect(large.config["SETTINGS"].database_url, autocommit=True) as database,
        large.app_context(),
    ):
        meter = Meter(database, engines.postgres.supervised.log)
        costs = [*run_jobs(meter), *read_batch(meter, facts=40)]
    assert {cost.name: cost.answer for cost in costs if "Error" in cost.answer} == {}
    assert all(cost.elapsed > 0 for cost in costs)
    assert any(cost.answer not in {"done", "0 facts"} for cost in costs)


def test_a_plan_is_told_by_its_dearest_steps() -> None:
    log = """LOG:  duration: 90.1 ms  plan:
\t{"Query Text": "select 1", "Plan": {"Node Type": "Aggregate", "Actual Total Time": 90.0, "Actual Rows": 1, "Actual Loops": 1, "Plans": [
\t{"Node Type": "Seq Scan", "Relation Name": "fact", "Actual Total Time": 80.0, "Actual Rows": 900, "Rows Removed by Filter": 100, "Actual Loops": 1}]}}
LOG:  duration: 30.0 ms  plan:
\t{"Query Text": "select 2", "Plan": {"Node Type": "Result", "Actual Total Time": 30.0, "Actual Rows": 1, "Actual Loops": 1}}
"""
    assert explain_in_words(log) == "2 statements, 120 ms; the dearest, 90 ms: Seq Scan of fact, 1,000 rows (89 %)"
