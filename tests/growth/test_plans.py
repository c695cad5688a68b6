"""No statement reads a whole large table, but for those that are about everybody: held on a filled database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy import ClauseElement, make_url, select, text

from app.cli.sql_catalogue import list_named_statements
from app.journal.events.queries import select_counted_events, select_events_with_reasons, select_progress_per_request
from app.journal.queries import FACTS_PER_LOOK
from app.kernel.database import session
from app.kernel.personal_file import OwnTable
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.leaderboards.history.service import store_group_results
from app.leaderboards.models import Board
from app.leaderboards.service import publish_claimed_board_if_changed
from app.people.portability.queries import list_file_parts, select_own_rows
from badges.authoring.preview.queries import select_count_of_people_reaching
from badges.counting.queries import select_counts_after_facts
from badges.models import BadgeVersion
from missions.measurement.queries.requests import select_enrolment_count_requirements
from missions.queries import select_enrolments_facts_may_change
from missions.service.enrol import enrol_changed_people_in_missions
from tests.applications import application_of, settings_of
from tests.bench.growth.filling import CompanySize, fill_company
from tests.boards import build_all_boards
from tests.databases import Databases
from tests.growth.about_everybody import ABOUT_EVERYBODY
from tests.growth.planned_contest import everybody_playing

pytestmark = pytest.mark.long

SIZE = CompanySize(people=5_000, facts=60_000)
LARGE = ("balance", "choices", "counted_person", "enrolment", "fact", "ledger_entry", "person", "person_total")
PARAMETER = re.compile(r"(?<![:\w\\]):(\w+)(?!:)")
EVENTS_OF_PERSON = re.compile(r"Index Cond: \(\(actor_id = .*\) AND \(kind = .*\) AND \(occurred_at >= ")
PERSON_OF_FACT = re.compile(r"\((?:actor_id|counterpart_id) = (?:p|person)\.id\)")
LOOK_AT_ITS_OBJECT = re.compile(
    r"on fact (?:earlier|own)(?:_\d+)? [^\n]*(?:\n[^\n]*(?:Cond:|Bitmap)[^\n]*|\n *Filter:[^\n]*)+"
)
"""How a plan finds what else was done to the object of a fact: its indexes and their conditions."""
FRAGMENT = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn, psycopg.errors.SyntaxError)
"""What PostgreSQL says of a part that other statements are composed of: it is measured inside them."""


@pytest.fixture(scope="module")
def filled(databases: Databases) -> Iterator[Settings]:
    """The settings of a company with a journal, analysed."""
    settings = settings_of(databases.create(), databases.engines.redis_url)
    with application_of(settings) as application, application.app_context():
        fill_company(SIZE)
    yield settings
    databases.drop(settings.database_url)


@pytest.fixture(scope="module")
def database(filled: Settings) -> Iterator[psycopg.Connection]:
    """A connection to that company."""
    with psycopg.connect(filled.database_url, autocommit=True) as connection:
        yield connection


def plan_of(database: psycopg.Connection, sql: str) -> str:
    """The plan for parameters that are not known yet; empty for a part of a statement."""
    names = list(dict.fromkeys(PARAMETER.findall(sql)))
    numbered = PARAMETER.sub(lambda match: f"${names.index(match[1]) + 1}", sql).replace("\\:", ":")
    values = f"({', '.join(['null'] * len(names))})" if names else ""
    with database.transaction():
        database.execute("set local plan_cache_mode = force_generic_plan")
        return _explain(database, numbered, values)


def _explain(database: psycopg.Connection, statement: str, values: str) -> str:
    try:
        with database.transaction():
            database.execute(f"prepare planned as {statement}")
    except FRAGMENT:
        return ""
    plan = database.execute(f"explain execute planned{values}").fetchall()
    database.execute("deallocate planned")
    return "\n".join(line for (line,) in plan)


def _explain_composed(database: psycopg.Connection, statement: ClauseElement, **given: object) -> str:
    dialect = make_url("postgresql+psycopg://").get_dialect()()
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    explained = database.execute(f"explain {compiled}", dict(compiled.params) | given)
    return "\n".join(line for (line,) in explained.fetchall())


def whole_reads(plan: str) -> set[str]:
    """The large tables that a plan reads from end to end: as they lie, or in the order of an index without a condition."""
    lying = re.findall(r"Seq Scan on (\w+)", plan)
    walked = re.findall(r"Index (?:Only )?Scan(?: Backward)? using \w+ on (\w+)[^\n]*\n(?!\s*Index Cond)", plan + "\n")
    return {*lying, *walked} & set(LARGE)


def test_no_statement_reads_a_whole_large_table_but_those_about_everybody(database: psycopg.Connection) -> None:
    plans = {name: plan_of(database, sql) for name, sql in list_named_statements().items()}
    reads = {name: sorted(whole_reads(plan)) for name, plan in plans.items() if whole_reads(plan)}
    assert {name: tables for name, tables in reads.items() if name not in ABOUT_EVERYBODY} == {}
    assert set(ABOUT_EVERYBODY) <= set(reads), "An exception that no statement needs any more."


def test_a_look_for_waiting_facts_reads_few_rows_whatever_the_size(database: psycopg.Connection) -> None:
    kinds = '{"points": ["post.created"], "pairs": ["person.departed"]}'
    sql = PARAMETER.sub(lambda match: f"%({match[1]})s", list_named_statements()["journal.waiting"])
    explained = database.execute(f"explain (analyze) {sql}", {"kinds": kinds, "most": FACTS_PER_LOOK})
    plan = "\n".join(line for (line,) in explained.fetchall())
    assert "Index Scan using ix_fact_order on fact" in plan
    read = [int(rows) for rows in re.findall(r"Scan using ix_fact_order on fact .*actual .*rows=(\d+)", plan)]
    assert max(read) <= FACTS_PER_LOOK


def test_a_reader_of_rare_facts_that_is_far_behind_walks_the_journal_in_order(database: psycopg.Connection) -> None:
    plan = plan_of(database, list_named_statements()["journal.next"])
    assert "Index Scan using ix_fact_order on fact" in plan
    assert "Bitmap" not in plan, "It reads and sorts all that is after its positions, for each batch anew."


def test_the_head_of_a_board_asks_who_has_stopped_appearing_of_few_facts(database: psycopg.Connection) -> None:
    plan = plan_of(database, list_named_statements()["leaderboards.select_board_head"])
    assert re.search(r"using ix_fact_choices on fact", plan)
    assert "ix_fact_story" not in plan, "It walks the journal by person."


def test_a_batch_looks_up_enrolments_by_its_people(database: psycopg.Connection) -> None:
    facts = [number for (number,) in database.execute("select id from fact order by id desc limit 500").fetchall()]
    plan = _explain_composed(database, select_enrolments_facts_may_change(), facts=facts)
    assert whole_reads(plan) == set()
    looks = re.findall(r"on enrolment[^\n]*\n\s*(?:Index Cond|Recheck Cond): (.*)", plan)
    assert looks == ["(person_id = happened.person_id)"], (
        "Each event looks up the enrolments of its person, whatever the statistics."
    )


def test_whether_a_fact_counts_is_asked_of_its_object_and_not_of_all_that_its_person_did(
    database: psycopg.Connection,
) -> None:
    named = [sql for sql in list_named_statements().values() if "from fact earlier" in sql]
    plans = [_explain_composed(database, _select_progress(), ids=[1]), *(plan_of(database, sql) for sql in named)]
    looks = [look for plan in plans for look in LOOK_AT_ITS_OBJECT.findall(plan)]
    assert len(looks) > len(named) > 1
    assert [look for look in looks if "(actor_id = " in look] == []


@pytest.mark.parametrize("ask", ["count", "judge", "list"])
def test_events_are_found_by_person_and_name(database: psycopg.Connection, ask: str) -> None:
    requests = select_enrolment_count_requirements()
    statements = {
        "count": _select_progress(),
        "judge": select_events_with_reasons(requests, 10),
        "list": select_counted_events(requests),
    }
    assert isinstance(statement := statements[ask], ClauseElement)
    ids = [number for (number,) in database.execute("select id from enrolment limit 20").fetchall()]
    assert whole_reads(plan := _explain_composed(database, statement, ids=ids)) == set()
    assert EVENTS_OF_PERSON.search(plan)


def test_the_signals_of_a_person_are_counted_by_index(database: psycopg.Connection) -> None:
    plan = plan_of(database, list_named_statements()["badges.ambassadors.signals.count_signals"])
    read = re.findall(r"on fact f(?:_\d+)? [^\n]*\n\s*(?:Index|Recheck) Cond: (.*)", plan)
    assert len(read) == len(re.findall(r"Scan [^\n]*on fact f(?:_\d+)? ", plan)) > 6
    assert [condition for condition in read if not PERSON_OF_FACT.search(condition)] == []


def test_the_file_of_own_data_looks_up_the_rows_of_its_person(filled: Settings, database: psycopg.Connection) -> None:
    with application_of(filled) as application, application.app_context():
        owns = [own for own in list_file_parts() if isinstance(own, OwnTable)]
    plans = {own.title: _explain_composed(database, select_own_rows(own, 1)) for own in owns}
    assert {title: tables for title, plan in plans.items() if (tables := whole_reads(plan))} == {}


def test_a_dry_run_of_a_badge_looks_up_events_by_person_and_name(database: psycopg.Connection) -> None:
    draft = BadgeVersion(id=1, counted_kinds=["comment.created"], counted_by="fact", wanted=3)
    assert EVENTS_OF_PERSON.search(_explain_composed(database, select_count_of_people_reaching(draft)))


def test_a_batch_asks_once_which_counts_begin_anew_and_not_once_for_each_count(
    database: psycopg.Connection,
) -> None:
    counts = select(select_counts_after_facts().reached)
    plan = _explain_composed(database, counts, facts=[1], compares_only=False)
    walks = re.findall(r"SubPlan \d+\n *-> *CTE Scan on asked_events", plan)
    assert "CTE asked_events" in plan
    assert walks == [], "Each count would walk all events of the batch."
    assert "hashed SubPlan" in plan
    assert not re.search(r"Nested Loop Anti Join[^\n]*\n *Join Filter: [^\n]*anew", plan)


def _select_progress() -> ClauseElement:
    return select_progress_per_request(select_enrolment_count_requirements()).select()


@pytest.mark.parametrize("name", ["move_totals", "add_up_totals"])
def test_totals_of_a_batch_are_looked_up_and_not_those_of_everybody(database: psycopg.Connection, name: str) -> None:
    named = list_named_statements()[f"missions.contests.standings.totals.{name}"]
    sql = PARAMETER.sub(lambda match: f"%({match[1]})s", named)
    with everybody_playing(database):
        people = [number for (number,) in database.execute("select id from person limit 1000")]
        keys = {"contests": [1] * 1000, "people": people, "moves": [1] * 1000, "latest": [None] * 1000}
        plan = "\n".join(line for (line,) in database.execute(f"explain {sql}", keys))
    assert "Index Scan using pk_contest_standing on contest_standing" in plan
    assert "Seq Scan on contest_standing" not in plan


NEW_LINES = """
insert into ledger_entry (person_id, unit_id, site_id, rule_id, fact_id, points, collective, earned_at)
select p.id, p.unit_id, p.site_id, (select min(id) from rule), p.id, 1, 1, now() from person p order by p.id limit 20
"""
MOVES = "update person set unit_id = (select max(id) from unit) where id in (select id from person order by id limit 5)"
ROWS_READ = "select relname, seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables where relname = any(:tables)"
PER_CHANGE = 50


def test_a_turn_of_the_clock_reads_the_rows_of_what_changed(filled: Settings, database: psycopg.Connection) -> None:
    with application_of(filled) as application, application.app_context():
        with transaction():
            enrol_changed_people_in_missions()
        build_all_boards()
        database.execute(NEW_LINES)
        database.execute(MOVES)
        opening = _count_rows_read_by(enrol_changed_people_in_missions)
        building = _count_rows_read_by(lambda: _build_boards_of_groups(filled.smallest_group))
    assert {table: rows for table, rows in opening.items() if rows > 5 * PER_CHANGE} == {}
    assert {table: rows for table, rows in building.items() if rows > 25 * PER_CHANGE} == {}
    assert opening["person"] > 0
    assert building["person_total"] > 0


def _build_boards_of_groups(smallest_group: int) -> None:
    for board in session().scalars(select(Board).where(Board.subject != "person")):
        publish_claimed_board_if_changed(board.id, smallest_group)
        store_group_results(board.id, smallest_group)


def _count_rows_read_by(act: Callable[[], object]) -> dict[str, int]:
    """How many rows of each large table an act reads, in a transaction of its own: PostgreSQL may still count those of earlier ones."""
    with transaction():
        before = {row.relname: row.rows for row in session().execute(text(ROWS_READ), {"tables": list(LARGE)})}
        act()
        after = {row.relname: row.rows for row in session().execute(text(ROWS_READ), {"tables": list(LARGE)})}
    return {table: rows - before[table] for table, rows in after.items()}
