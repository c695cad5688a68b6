"""The use cases of the crisis switch: open one, end it early, and append a fact when it starts and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.people.crisis import queries
from app.people.crisis.models import Crisis
from app.people.models import Person


class CrisisUnderWay(Conflict):
    """The same people are in a crisis at the same time already."""


class CrisisEndsTooSoon(Invalid):
    """A crisis ends after it starts, and in the future."""


class CrisisAlreadyOver(Conflict):
    """What is over cannot be ended."""


@dataclass(frozen=True, kw_only=True)
class NewCrisis:
    """A crisis to open: for everyone when `site_id` is None."""

    reason: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime
    site_id: int | None = None
    link: str | None = None


def open_crisis(new: NewCrisis, *, by: Person) -> Crisis:
    """Pause games, celebrations, digests and nudges for these people and dates. Of two at once the second is refused."""
    queries.lock_crisis_table()
    _check_dates_and_overlap(new)
    opened = Crisis(
        site_id=new.site_id,
        reason=dict(new.reason),
        link=new.link,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        opened_by=by.id,
        opened_at=clock.now(),
    )
    session().add(opened)
    session().flush()
    record_due_crisis_facts()
    return opened


def _check_dates_and_overlap(new: NewCrisis) -> None:
    if new.ends_at <= max(new.starts_at, clock.now()):
        raise CrisisEndsTooSoon("It ends before it starts.", errors=[FieldError("/ends_on", "Choose a later day.")])
    if queries.find_overlapping_crisis(new.site_id, new.starts_at, new.ends_at):
        raise CrisisUnderWay("These people are in a crisis already at that time: end it first.")


def end_crisis(crisis: Crisis) -> None:
    """End a crisis now, or call it off before it starts; CrisisAlreadyOver the second time."""
    now = clock.now()
    if crisis.ended_at is not None or crisis.ends_at <= now:
        raise CrisisAlreadyOver("This crisis is over already.")
    crisis.ended_at = max(now, crisis.starts_at)
    session().flush()
    record_due_crisis_facts()


def record_due_crisis_facts() -> None:
    """Append the facts of crises that started or ended since the last call; a crisis called off before its start has none."""
    now = clock.now()
    for crisis in queries.lock_unannounced_crises(now):
        append_facts(list(_iterate_unannounced_crisis_facts(crisis, now)))


def _iterate_unannounced_crisis_facts(crisis: Crisis, now: datetime) -> Iterator[NewFact]:
    if crisis.announced == "nothing":
        crisis.announced = "started"
        yield _build_crisis_fact(crisis, "crisis.started", at=crisis.starts_at)
    if crisis.over_at <= now:
        crisis.announced = "ended"
        yield _build_crisis_fact(crisis, "crisis.ended", at=crisis.over_at)


def _build_crisis_fact(crisis: Crisis, kind: str, *, at: datetime) -> NewFact:
    """`from` and `until` say how long the pause was, or is meant to be: what lasted through it is shifted by that much."""
    until = at if kind == "crisis.ended" else crisis.ends_at
    body = {"site_id": crisis.site_id, "from": crisis.starts_at.isoformat(), "until": until.isoformat()}
    name = f"crisis:{crisis.id}"
    return NewFact(kind=kind, source_key=f"{name}:{kind}", occurred_at=at, object=name, body=body)
