"""Makes what counts as a sign of help, and counts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.people.queries import get_person
from badges.ambassadors.jobs import AMBASSADOR_STEPS
from badges.ambassadors.signals.queries import read_own_signals
from badges.ambassadors.signals.service import wait_for_count
from tests.makers import MONDAY

_numbers = count(1)


def make_fact(
    kind: str, person_id: int, *, day: int = 0, community: str | None = None, counterpart_id: int | None = None
) -> NewFact:
    key = f"{kind}:{next(_numbers)}"
    return NewFact(
        kind=kind,
        source_key=key,
        object=key,
        actor_id=person_id,
        counterpart_id=counterpart_id,
        community=community,
        occurred_at=MONDAY + timedelta(days=day),
    )


def mark_useful(asker_id: int, author_id: int) -> NewFact:
    with transaction():
        unit_id = get_person(asker_id).unit_id
    mark = make_fact("answer.accepted", asker_id, counterpart_id=author_id)
    return replace(mark, body={"actor_unit": str(unit_id)})


def let_wait(people: list[int]) -> list[int]:
    """As if they had joined by the page."""
    for person_id in people:
        wait_for_count(person_id)
    return people


def let_the_clock_run(days: int = 200) -> None:
    with clock.freeze_at(MONDAY + timedelta(days=days)):
        take_due_steps(AMBASSADOR_STEPS)


def find_signals(person_id: int) -> tuple[int, ...]:
    with transaction():
        row = read_own_signals(person_id).stored
        return () if row is None else (row.helped, row.animated, row.wrote, row.thanked, len(row.unit_ids))
