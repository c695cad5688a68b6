"""Counts the signals of people, and forgets those of a person who switches detection off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import orjson
from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import in_ids_condition, session
from app.kernel.schema import JsonObject
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import count_people_by_unit
from badges.ambassadors.notices import LEVEL_ASLEEP
from badges.ambassadors.signals import queries, statements
from badges.ambassadors.signals.models import AmbassadorSignals, SignalRefusal
from badges.ambassadors.signals.queries import CountedSignals
from badges.ambassadors.signals.responsibility import find_earned_level, keep_higher_level
from badges.ambassadors.signals.scoring import SignalAmounts, is_supported
from badges.judging.queries import lock_people

_STORE_SIGNALS = text(statements.STORE_SIGNALS)


def count_signals_of_due_people() -> None:
    """Count and store what counts over the year of the people who waited longest; nothing of whoever switched detection off or takes no part.

    A level that was earned stays. After a year without a sign it sleeps, of which its holder is told once; the next sign wakes it.
    """
    now = clock.now()
    person_ids = queries.list_person_ids_to_count(now)
    lock_people(person_ids)
    counted, sizes = queries.count_signals(person_ids, now), count_people_by_unit()
    forget_signals(*(set(person_ids) - {each.person_id for each in counted}))
    rows = [_build_row(each, queries.weigh_signals(each, each.own_unit_id, sizes)) for each in counted]
    session().execute(_STORE_SIGNALS, {"rows": orjson.dumps(rows).decode(), "now": now})
    slept = zip(counted, rows, strict=True)
    _tell_that_levels_sleep([each.person_id for each, row in slept if row["level"] and each.is_idle > each.was_idle])


def _build_row(counted: CountedSignals, amounts: SignalAmounts) -> JsonObject:
    level = keep_higher_level(counted.level_before, find_earned_level(amounts))
    return {**asdict(counted), "is_supported": is_supported(amounts), "level": level}


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


def forget_signals(*person_ids: int) -> None:
    """Delete what is stored of these people."""
    session().execute(delete(AmbassadorSignals).where(in_ids_condition(AmbassadorSignals.person_id, person_ids)))


def _tell_that_levels_sleep(person_ids: Sequence[int]) -> None:
    path, key = build_path("responsibilities.show"), f"{LEVEL_ASLEEP.name}:{clock.now().date()}"
    notify_people([NewNotice(kind=LEVEL_ASLEEP.name, person_id=each, key=key, path=path) for each in person_ids])
