"""Boards outlive what builds them and what copies them: a killed builder, a Redis that dies, forgets, and comes back."""

from __future__ import annotations

import time
from datetime import timedelta

import psycopg
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.jobs import redis_connection
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.models import Board
from app.leaderboards.queries import list_published_snapshot_ids_by_digest
from app.leaderboards.ranking_cache import get_ranking_cache
from tests.boards import catch_up_and_build, earn_answers, publish_board_of, read_board, version_of
from tests.faults.commands import wait_for_exit
from tests.faults.conftest import Start
from tests.faults.test_kills import wait_for
from tests.forms import sign_in
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.fault
SLOWEST = 4.0
"""Seconds for twelve looks: if each waited for Redis, they would take five."""
AROUND = "/api/v1/boards/board/around-me"


@pytest.fixture
def people(own_app: Application) -> list[int]:
    """Twelve people on a published board."""
    return publish_board_of(range(14, 2, -1))


def test_a_builder_killed_in_the_middle_is_taken_over(
    own_app: Application, own_engines: PrivateEngines, people: list[int], start: Start
) -> None:
    with transaction():
        board_id = session().scalar(select(Board.id)) or 0
    with psycopg.connect(own_engines.database_url) as lock:
        lock.execute("lock table ledger_entry in access exclusive mode")
        worker = start("worker")
        with transaction():
            service.make_board_due_now(board_id)
            service.enqueue_due_builds()
        wait_for(lambda: _is_being_built(board_id))
        worker.kill()
        assert wait_for_exit(worker, 60) == -9
    before = version_of()
    earn_answers(people[11], 30)
    publish_board_version_if_due(board_id)
    assert version_of() == before, "The claim of the dead still holds."
    with clock.freeze_at(clock.now() + service.BUILD_CLAIM_FOR + timedelta(seconds=1)):
        catch_up_and_build()
    assert version_of() == before + 1
    assert read_board(person_id=people[11]).rows[0].is_mine


def _is_being_built(board_id: int) -> bool:
    with transaction():
        return session().get_one(Board, board_id).building_until is not None


def test_a_redis_that_dies_and_forgets_changes_no_board_and_makes_nobody_wait(
    own_app: Application, own_engines: PrivateEngines, people: list[int], start: Start
) -> None:
    clients = [sign_in(own_app.test_client(), person_id) for person_id in people]
    before = [read_place(client) for client in clients]
    own_engines.redis.kill()

    began = time.monotonic()
    assert [read_place(client) for client in clients] == before
    assert time.monotonic() - began < SLOWEST

    own_engines.redis.start()
    redis_connection().flushall()
    start("clock")
    start("worker")
    wait_for(_is_copied)
    assert [read_place(client) for client in clients] == before


def read_place(client: FlaskClient) -> dict[str, object]:
    """The answer to a person about their place, without its date, which moves on its own."""
    answer = client.get(AROUND).json
    assert answer is not None, "The answer is JSON."
    return {name: value for name, value in answer.items() if name != "as_of"}


def _is_copied() -> bool:
    with transaction():
        return get_ranking_cache().list_digests_without_copy(list(list_published_snapshot_ids_by_digest())) == []
