"""Boards are built again from the ledger at any time, by one command that says how far it is."""

from __future__ import annotations

from click.testing import CliRunner
from sqlalchemy import update

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards.commands import board_commands
from app.leaderboards.models import Snapshot
from tests.boards import catch_up_and_build, earn_answers, make_board, pay_for_answers, read_board
from tests.makers import make_people


def test_a_board_is_rebuilt_from_the_ledger(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
        pay_for_answers()
        make_board()
        make_board("units", subject="unit")
    earn_answers(ada, 2)
    catch_up_and_build()
    before = read_board(person_id=ada).rows
    with transaction():
        session().execute(update(Snapshot).values(people=0, roll=b"", digest="lost"))

    result = CliRunner().invoke(board_commands, ["rebuild", "board"])
    assert result.exit_code == 0, result.output
    assert "board: version 2 is new" in result.output
    assert read_board(person_id=ada).rows == before

    again = CliRunner().invoke(board_commands, ["rebuild"])
    assert again.output.count("says the same") == 2


def test_a_board_that_is_not_there_is_named(app: Application) -> None:
    result = CliRunner().invoke(board_commands, ["rebuild", "none"])
    assert result.exit_code == 2
    assert "No board is called none." in result.output
    assert "There is no board." in CliRunner().invoke(board_commands, ["rebuild"]).output
