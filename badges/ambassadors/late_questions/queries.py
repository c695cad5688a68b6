"""Reads of questions that nobody answers for two days of work, whatever their community."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from app.kernel.database import session
from app.people.queries import load_workplaces_by_person
from badges.ambassadors.late_questions import statements
from badges.ambassadors.questions.timing import LISTED_FOR, compute_wait

_LATE = text(statements.LATE)

ANNOUNCED_AFTER = timedelta(hours=48)
"""How long a question waits, on days of work, until animators are told."""
MOST_READ = 2_000


@dataclass(frozen=True, kw_only=True)
class LateQuestion:
    """A question that waited too long, and of which nobody was told."""

    fact_id: int
    asker_id: int
    community: str
    asked_at: datetime


def list_late_questions(now: datetime) -> Sequence[LateQuestion]:
    """Those that wait for ANNOUNCED_AFTER where they were asked, the oldest first."""
    window = {"since": now - LISTED_FOR, "until": now - ANNOUNCED_AFTER, "now": now, "most": MOST_READ}
    waiting = [LateQuestion(**row) for row in session().execute(_LATE, window).mappings()]
    places = load_workplaces_by_person({each.asker_id for each in waiting})
    return [each for each in waiting if compute_wait(places[each.asker_id], each.asked_at, now) >= ANNOUNCED_AFTER]
