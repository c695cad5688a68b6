"""Counts the signals of one person, and forgets them as soon as that person switches detection off."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.notices.service.notify import NewNotice, notify_people
from badges.ambassadors.notices import LEVEL_ASLEEP
from badges.ambassadors.signals import queries
from badges.ambassadors.signals.models import AmbassadorSignals, SignalRefusal
from badges.ambassadors.signals.responsibility import find_earned_level, keep_higher_level
from badges.ambassadors.signals.scoring import is_supported
from badges.judging.queries import lock_people


def count_signals_if_due(person_id: int, sizes: Mapping[int, int]) -> None:
    """Count what counts of a person over the year and store it; nothing of whoever switched detection off or takes no part. `sizes` are those of all teams.

    A level that was earned stays. After a year without a sign it sleeps, of which its holder is told once; the next sign wakes it.
    """
    lock_people([person_id])
    counted = queries.count_signals(person_id, clock.now())
    if counted is None:
        forget_signals(person_id)
        return
    amounts, before = queries.weigh_signals(person_id, counted, sizes), queries.read_own_level(person_id)
    level = keep_higher_level(before.level, find_earned_level(amounts))
    values = {**counted, "is_supported": is_supported(amounts), "level": level}
    row = insert(AmbassadorSignals).values(person_id=person_id, **values)
    session().execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))
    if level is not None and counted["is_idle"] and not before.is_idle:
        _tell_that_level_sleeps(person_id)


def switch_detection_off(person_id: int) -> None:
    """Forget a person's signals now, and count nothing about them from now on."""
    lock_people([person_id])
    session().execute(insert(SignalRefusal).values(person_id=person_id).on_conflict_do_nothing())
    forget_signals(person_id)


def switch_detection_on(person_id: int) -> None:
    """Let the clock count a person's signals again."""
    lock_people([person_id])
    session().execute(delete(SignalRefusal).where(SignalRefusal.person_id == person_id))
    wait_for_count(person_id)


def wait_for_count(person_id: int) -> None:
    """Let the clock count the signals of somebody who joins, or switched detection on, for the first time."""
    if not queries.has_refused(person_id):
        nothing = {"helped": 0, "animated": 0, "wrote": 0, "thanked": 0, "unit_ids": []}
        row = insert(AmbassadorSignals).values(person_id=person_id, **nothing)
        session().execute(row.on_conflict_do_nothing())


def forget_signals(person_id: int) -> None:
    """Delete what is stored of a person."""
    session().execute(delete(AmbassadorSignals).where(AmbassadorSignals.person_id == person_id))


def _tell_that_level_sleeps(person_id: int) -> None:
    path, key = build_path("responsibilities.show"), f"{LEVEL_ASLEEP.name}:{clock.now().date()}"
    notify_people([NewNotice(kind=LEVEL_ASLEEP.name, person_id=person_id, key=key, path=path)])
