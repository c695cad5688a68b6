"""The whole way: posted over HTTP to real processes, until every reader is at rest and the boards are published."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select

from app.intake.client import ActivityLine, IntakeClient
from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.points.models import LedgerEntry
from tests.bench.crew import at_work
from tests.bench.intake.company import make_token
from tests.bench.rig import application
from tests.real_run import wait_until_settled

PATIENCE = 600.0


def push_and_settle(
    settings: Settings, folder: Path, batches: Sequence[list[ActivityLine]], *, workers: int
) -> tuple[float, float]:
    """Facts a second until all is credited, and until the door has answered the last batch."""
    with application(settings):
        token = make_token()
        with at_work(settings, folder, workers=workers) as address:
            began = time.perf_counter()
            accepted = push(IntakeClient(address, token), batches)
            answered = time.perf_counter() - began
            wait_until_settled(within=PATIENCE)
            settled = time.perf_counter() - began
        assert accepted == sum(map(len, batches)), "Everything is new and everybody takes part."
        assert _lines_credited() > 0, "Points are part of the way."
    return accepted / settled, accepted / answered


def push(intake: IntakeClient, batches: Sequence[list[ActivityLine]]) -> int:
    """Send one batch after the other, as one RSE does; how many activities were accepted."""
    return sum(intake.push_batch(batch).accepted for batch in batches)


def _lines_credited() -> int:
    with transaction():
        return session().scalar(select(func.count()).select_from(LedgerEntry)) or 0
