"""The due step of prizes: what nobody claimed in time goes to the next alternate."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.due_steps import DueStep
from missions.contests.prizes.queries import list_contest_ids_with_unclaimed_wins
from missions.contests.prizes.service.claims import expire_unclaimed_wins

EXPIRY_STEP = DueStep(
    "contests.expire", lambda: list_contest_ids_with_unclaimed_wins(clock.now()), expire_unclaimed_wins
)
