"""An operator sees who is behind, and can have anything derived built again."""

from __future__ import annotations

from click.testing import CliRunner

from app.journal.commands import journal_commands
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.points.service import Amounts, create_and_publish_rule
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people, tell
from tests.points.makers import get_balance


def test_a_reader_that_waits_says_for_how_many_facts_and_a_rebuild_changes_no_total(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_rule(
            "r", "post.created", sentence=WORDS, amounts=Amounts(personal=5), in_force_from=LONG_AGO
        )
    catch_up()
    tell(NewFact(kind="post.created", source="rse", source_key="a", occurred_at=MONDAY, actor_id=ada))
    run = CliRunner()
    assert "points: 1 facts waiting" in run.invoke(journal_commands, ["readers"]).output
    catch_up()
    assert "points: up to date" in run.invoke(journal_commands, ["readers"]).output
    assert run.invoke(journal_commands, ["rebuild", "points"]).exit_code == 0
    with transaction():
        assert get_balance(ada) == 5


def test_an_unknown_reader_is_refused_with_the_known_ones(app: Application) -> None:
    refused = CliRunner().invoke(journal_commands, ["rebuild", "nobody"])
    assert refused.exit_code == 2
    assert "points" in refused.output
