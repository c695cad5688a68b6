"""Reads of signals: what counts of people, what is stored of them, and figures about groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, text
from sqlalchemy.orm import aliased

from app.kernel.database import in_ids_condition, session
from app.kernel.disclosure import Figure, get_gate
from app.people.models import Member, Person, Region, Unit
from app.people.queries import count_people_by_unit
from badges.ambassadors.signals import statements
from badges.ambassadors.signals.models import AmbassadorSignals, SignalRefusal
from badges.ambassadors.signals.scoring import SignalAmounts, score_signals
from badges.ambassadors.terms import A_YEAR

_COUNT_SIGNALS, _PEOPLE_TO_COUNT = text(statements.COUNT_SIGNALS), text(statements.PEOPLE_TO_COUNT)

COUNTED_EVERY = timedelta(days=7)
WEEKS_OF_ANIMATION = 8
"""In how many weeks of the year somebody writes in a community that they animate."""
MOST_AT_ONCE = 2_000
"""How many people one step counts, in a transaction of its own."""


@dataclass(frozen=True, kw_only=True)
class OwnSignals:
    """What a person reads of their own signals; `stored` is None before the first count, and while detection is off."""

    is_off: bool
    stored: AmbassadorSignals | None
    points: Mapping[str, float]
    units: Sequence[str]
    breadth: float


@dataclass(frozen=True, kw_only=True)
class CountedSignals:
    """What counts of one person over a year, and the level that stood before."""

    person_id: int
    own_unit_id: int
    level_before: str | None
    was_idle: bool
    helped: int
    animated: int
    wrote: int
    thanked: int
    unit_ids: list[int]
    is_idle: bool


@dataclass(frozen=True, kw_only=True)
class OwnLevel:
    """The level that a person's counts earned, and whether it sleeps."""

    level: str | None = None
    is_idle: bool = False


def list_person_ids_to_count(now: datetime) -> Sequence[int]:
    """Those whose signals were not counted for a week; the longest waiting first."""
    parameters = {"before": now - COUNTED_EVERY, "most": MOST_AT_ONCE}
    return session().scalars(_PEOPLE_TO_COUNT, parameters).all()


def count_signals(person_ids: Sequence[int], now: datetime) -> list[CountedSignals]:
    """What counts of these people at this moment; nothing of whoever takes no part or switched detection off."""
    parameters = {"people": list(person_ids), "since": now - A_YEAR, "weeks": WEEKS_OF_ANIMATION}
    return [CountedSignals(**row) for row in session().execute(_COUNT_SIGNALS, parameters).mappings()]


def has_refused(person_id: int) -> bool:
    """Whether this person switched detection off."""
    return bool(session().scalar(select(exists().where(SignalRefusal.person_id == person_id))))


def weigh_signals(
    counted: CountedSignals | AmbassadorSignals, own_unit_id: int, sizes: Mapping[int, int]
) -> SignalAmounts:
    """What was counted, with the sizes of the teams as they are today."""
    return SignalAmounts(
        helped=counted.helped,
        animated=counted.animated,
        wrote=counted.wrote,
        thanked=counted.thanked,
        reached=tuple(sizes.get(unit_id, 0) for unit_id in counted.unit_ids if unit_id != own_unit_id),
        outside=sum(sizes.values()) - sizes.get(own_unit_id, 0),
    )


def read_own_signals(person_id: int) -> OwnSignals:
    """What is stored of a person, for that person."""
    own = (AmbassadorSignals.person_id == person_id, AmbassadorSignals.counted_at.is_not(None))
    stored = session().scalar(select(AmbassadorSignals).where(*own))
    if stored is None:
        return OwnSignals(is_off=has_refused(person_id), stored=None, points={}, units=(), breadth=0)
    own_unit_id = session().scalars(select(Member.unit_id).where(Member.id == person_id)).one()
    amounts = weigh_signals(stored, own_unit_id, count_people_by_unit())
    named = select(Unit.name).where(in_ids_condition(Unit.id, stored.unit_ids)).order_by(Unit.name)
    return OwnSignals(
        is_off=False,
        stored=stored,
        points=score_signals(amounts),
        units=session().scalars(named).all(),
        breadth=round(amounts.breadth, 1),
    )


def read_own_level(person_id: int) -> OwnLevel:
    """What is stored of a person's level, for that person; no level without a count."""
    own = select(AmbassadorSignals.level, AmbassadorSignals.is_idle).where(AmbassadorSignals.person_id == person_id)
    row = session().execute(own).mappings().one_or_none()
    return OwnLevel() if row is None else OwnLevel(**row)


def list_supported_by_region() -> list[tuple[str, Figure]]:
    """How many people of each region the signals point at, by figures of the gate."""
    counted = select(Region.name, func.count()).join(Member, Member.region_id == Region.id)
    supported = counted.join(AmbassadorSignals, AmbassadorSignals.person_id == Member.id)
    rows = session().execute(supported.where(AmbassadorSignals.is_supported, Member.takes_part).group_by(Region.name))
    sizes: dict[str, int] = dict(rows.all())
    return sorted(get_gate().show_parts(sizes).items())


def read_supported_by_layer() -> dict[bool, Figure]:
    """The same for those to whom somebody reports (True), and for everybody else (False)."""
    report = aliased(Member)
    of_member = select(Person.id).join(report, report.id == Person.id).where(Person.manager_id == Member.id)
    reports = of_member.where(report.is_here).exists()
    counted = select(reports.label("manages"), func.count()).select_from(Member)
    supported = counted.join(AmbassadorSignals, AmbassadorSignals.person_id == Member.id)
    rows = session().execute(supported.where(AmbassadorSignals.is_supported, Member.takes_part).group_by(reports))
    sizes: dict[bool, int] = {True: 0, False: 0} | dict(rows.all())
    return get_gate().show_parts(sizes)
