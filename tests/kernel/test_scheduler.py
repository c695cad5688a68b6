"""The clock asks what is due before it makes a job, one clock leads, and a question that fails stops no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from threading import Event

import pytest
from rq import Queue
from sqlalchemy import text

from app.factory import list_all_features
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.jobs import QUEUE, mark_as_job, redis_connection
from app.kernel.manifest import Schedule
from app.kernel.scheduler import LEADER, run_schedules
from app.kernel.transaction import transaction
from app.leaderboards.service import make_board_due_now
from tests.boards import make_board

FREQUENT = timedelta(minutes=1)
QUESTIONS = [s for feature in list_all_features() for s in feature.schedules if s.runs_in_clock]


class SetAfterLooks(Event):
    """Set after so many looks, without waiting between them."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    def wait(self, timeout: float | None = None) -> bool:
        """Count one look."""
        assert timeout is not None
        assert 0 <= timeout <= 1
        self.looks -= 1
        if self.looks == 0:
            self.set()
        return True


def list_waiting_jobs() -> list[str]:
    """What waits for a worker, by its description; the queue is empty afterwards."""
    jobs = Queue(QUEUE, connection=redis_connection()).get_jobs()
    redis_connection().flushdb()
    return [str(job.description) for job in jobs]


def look(app: Application, schedules: Sequence[Schedule], times: int = 1) -> list[str]:
    """The jobs that a clock makes in so many looks."""
    run_schedules(app, schedules, SetAfterLooks(times))
    return list_waiting_jobs()


@pytest.fixture(autouse=True)
def _queue(app: Application) -> Iterator[None]:
    redis_connection().flushdb()
    yield
    redis_connection().flushdb()


def test_every_frequent_schedule_is_a_question_that_makes_no_job_where_nothing_is_due(app: Application) -> None:
    schedules = [s for feature in list_all_features() for s in feature.schedules]
    assert [s.job for s in schedules if s.every < FREQUENT and not s.runs_in_clock] == []
    assert look(app, QUESTIONS) == []


def test_what_is_due_becomes_a_job_in_the_same_look(app: Application) -> None:
    with transaction():
        board_id = make_board("people")
        make_board_due_now(board_id)
    redis_connection().flushdb()
    assert look(app, QUESTIONS) == [f"leaderboards.build({board_id},)"]


def test_a_schedule_that_is_no_question_becomes_a_job_once_in_its_time(app: Application) -> None:
    assert look(app, [Schedule("people.resume", timedelta(minutes=5))], times=3) == ["people.resume()"]


def test_a_question_that_fails_stops_no_other(app: Application, caplog: pytest.LogCaptureFixture) -> None:
    @mark_as_job("broken")
    def fail() -> None:
        raise RuntimeError("The question is broken.")

    app.extensions["jobs"]["broken"] = fail
    try:
        schedules = [Schedule("broken", FREQUENT, runs_in_clock=True), Schedule("people.resume", FREQUENT)]
        assert look(app, schedules) == ["people.resume()"]
    finally:
        del app.extensions["jobs"]["broken"]
    assert "could not ask broken" in caplog.text


def test_a_second_clock_enqueues_nothing_while_the_first_leads(app: Application) -> None:
    with db.engine.connect() as first:
        first.execute(text("select pg_advisory_lock(:leader)"), {"leader": LEADER})
        assert look(app, [Schedule("people.resume", FREQUENT)], times=2) == []
    db.engine.dispose()
    assert look(app, [Schedule("people.resume", FREQUENT)]) == ["people.resume()"]
