"""IT has readers and boards made anew on a page: it is done, noted with its moment, and in the audit log with who asked."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from rq import Queue
from sqlalchemy import func, select, update

from app.audit.models import AuditEntry
from app.journal.models import Position
from app.journal.queries import list_rebuild_moments
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.jobs import QUEUE, redis_connection
from app.kernel.transaction import transaction
from app.leaderboards.models import Board
from app.people.roles import IT
from tests.boards import make_board
from tests.forms import send, sign_in_with_role
from tests.makers import MONDAY, catch_up, make_people, tell
from tests.missions.company import make_post

UPKEEP = "/admin/upkeep"


@pytest.fixture
def client(app: Application) -> FlaskClient:
    with transaction():
        make_board("equipes", subject="unit")
    return sign_in_with_role(app.test_client(), IT)


def list_waiting_jobs() -> list[str]:
    return [str(job.description) for job in Queue(QUEUE, connection=redis_connection()).get_jobs()]


def read_positions(reader: str) -> tuple[int, bool]:
    with transaction():
        rows = session().execute(
            select(func.max(Position.fact_id), func.bool_or(Position.is_read_again)).where(Position.reader == reader)
        )
        return tuple(rows.one())


def test_a_reader_reads_again_from_the_first_fact(client: FlaskClient) -> None:
    with transaction():
        (ada,) = make_people(1)
    tell(make_post("a", ada, MONDAY))
    catch_up(["missions"])
    assert read_positions("missions")[0] > 0
    redis_connection().flushdb()
    send(client, f"{UPKEEP}/readers/missions")
    assert any("journal.drain" in job for job in list_waiting_jobs()), (
        "A worker begins now, not at the clock's next look."
    )
    page = client.get(UPKEEP).text
    assert "relus depuis le premier" in page
    assert "Dernière demande" in page
    assert read_positions("missions") == (0, True)
    catch_up(["missions"])
    assert read_positions("missions")[0] > 0


def test_boards_are_computed_again_one_or_all_and_the_log_says_who_asked(client: FlaskClient) -> None:
    with transaction():
        session().execute(update(Board).values(stale_since=None))
    assert send(client, f"{UPKEEP}/boards/equipes").status_code == 302
    with transaction():
        assert session().scalars(select(Board.stale_since)).one() is not None
        assert list_rebuild_moments().keys() == {("board", "equipes")}
        entry = session().scalars(select(AuditEntry).where(AuditEntry.kind == "rebuild")).one()
        assert (entry.writer, entry.object, (entry.after or {})["what"]) == ("person", "equipes", "board")
    send(client, f"{UPKEEP}/boards")
    assert "tous les tableaux sont recalculés" in client.get(UPKEEP).text


@pytest.mark.parametrize("path", ["readers/nobody", "boards/nothing"])
def test_what_does_not_exist_is_said_so(client: FlaskClient, path: str) -> None:
    assert send(client, f"{UPKEEP}/{path}").status_code == 404
