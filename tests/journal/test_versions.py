"""A reader with a greater version reads the journal again by itself, and a check says whether what it keeps is right."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from click.testing import CliRunner
from sqlalchemy import text

from app.journal.commands import journal_commands
from app.journal.drain import create_or_restart_reader_positions
from app.journal.queries import count_waiting_facts_by_reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.points.service import Amounts, create_and_publish_rule
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people, tell


def make_posts(app: Application, count: int) -> list[int]:
    """People with posts for which they have their points."""
    with transaction():
        people = make_people(3)
        create_and_publish_rule(
            "r", "post.created", sentence=WORDS, amounts=Amounts(personal=5), in_force_from=LONG_AGO
        )
    tell(
        *(
            NewFact(
                kind="post.created",
                source="rse",
                source_key=f"p{number}",
                occurred_at=MONDAY + timedelta(minutes=number),
                actor_id=people[number % 3],
            )
            for number in range(count)
        )
    )
    catch_up()
    return people


def read_totals() -> list[tuple[object, ...]]:
    with transaction():
        rows = session().execute(text("select person_id, points from balance order by person_id"))
        return [tuple(row) for row in rows]


def test_a_greater_version_reads_again_and_an_older_one_changes_nothing(app: Application) -> None:
    make_posts(app, 6)
    points = readers_by_name()["points"]
    for version, waiting in ((2, 6), (1, 6)):
        with transaction():
            create_or_restart_reader_positions([replace(points, version=version)])
            assert count_waiting_facts_by_reader([points])["points"].count == waiting
    catch_up(["points"])
    with transaction():
        create_or_restart_reader_positions([replace(points, version=2)])
        assert count_waiting_facts_by_reader([points])["points"].count == 0


def test_a_check_names_what_differs_and_fails(app: Application) -> None:
    make_posts(app, 30)
    run = CliRunner()
    right = run.invoke(journal_commands, ["check", "points"])
    assert right.exit_code == 0, (right.output, right.exception)
    with transaction():
        session().execute(text("delete from ledger_entry where id = (select min(id) from ledger_entry)"))
    wrong = run.invoke(journal_commands, ["check", "points"])
    assert wrong.exit_code == 1
    assert "ledger_entry" in wrong.output
    before = read_totals()
    assert before == read_totals(), "A check writes nothing."


def test_a_reader_that_keeps_nothing_has_nothing_to_check(app: Application) -> None:
    assert CliRunner().invoke(journal_commands, ["check", "leaderboards"]).exit_code == 0
