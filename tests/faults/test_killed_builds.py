"""A builder of a board of people that is killed at any moment leaves a board that the next builder makes right, and doubles nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import func, select, update

from app.cli.service import open_application_from_environment
from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.jobs import redis_connection
from app.kernel.transaction import transaction
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.models import Board, Snapshot
from app.leaderboards.ranking_cache import EXTENSION, RankingCache
from app.leaderboards.service import make_board_due_now
from tests.boards import catch_up_and_build, earn_answers, publish_board_of, version_of
from tests.faults.commands import running_work, wait_for_exit
from tests.faults.killed_writers import kill_writer
from tests.leaderboards.whole_count import check_boards_are_right
from tests.makers import catch_up
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.fault
SEND: Callable[..., Any] = Redis.execute_command
PEOPLE = 300
"""So many that the few who moved are stored as moves."""
BEFORE_THE_COPY, BEFORE_ITS_NAME, AFTER_THE_COMMIT = "EVALSHA", "RENAME", "EXPIRE"
"""The commands with which a build gives Redis a part of a copy, names the copy, and lets the one that it replaced expire."""


class KillsItself(Redis):
    """The Redis of a process that is killed when it is about to send a command."""

    fatal = ""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        if args[0] == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return SEND(self, *args, **options)


def build(command: str = "") -> None:
    """Build the board as a worker does, until that command."""
    with open_application_from_environment() as app:
        redis = KillsItself(connection_pool=redis_connection().connection_pool)
        redis.fatal = command
        app.extensions[EXTENSION] = RankingCache(redis)
        with transaction():
            board_id = session().scalar(select(Board.id)) or 0
        publish_board_version_if_due(board_id)


def let_somebody_climb(person_id: int, day: int) -> None:
    """One person earns, and the board is due."""
    earn_answers(person_id, 1, day=day)
    catch_up()
    with transaction():
        make_board_due_now(session().scalar(select(Board.id)) or 0)


def let_the_claim_run_out() -> None:
    """As after two minutes."""
    with transaction():
        session().execute(update(Board).values(building_until=clock.now() - timedelta(seconds=1)))


def count_published_versions() -> int:
    with transaction():
        published = select(func.count()).where(Fact.kind == "leaderboard.published")
        return session().scalar(published) or 0


def test_a_builder_killed_at_any_moment_leaves_a_board_that_the_next_makes_right(
    own_app: Application, own_engines: PrivateEngines, variables: Mapping[str, str]
) -> None:
    people = publish_board_of([1] * PEOPLE)
    for day, command in enumerate(["", BEFORE_THE_COPY, BEFORE_ITS_NAME, AFTER_THE_COMMIT], 1):
        before = version_of()
        let_somebody_climb(people[-day], day)
        if command:
            with running_work(partial(build, command), variables) as builder:
                assert wait_for_exit(builder, 60) == -9, command
        else:
            kill_writer(build, "snapshot", own_engines, variables)
        if command == AFTER_THE_COMMIT:
            check_boards_are_right()
        else:
            assert version_of() == before, "Nothing of the dead is published."
            let_the_claim_run_out()
        catch_up_and_build()
        check_boards_are_right()
        assert version_of() == count_published_versions() == before + 1
    with transaction():
        assert session().scalar(select(func.count()).where(Snapshot.moves.is_not(None))), "Those who moved were stored."
