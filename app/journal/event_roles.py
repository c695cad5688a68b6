"""The two roles of an event, in SQL: whose event it is, who is opposite, and which requests it matches."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CTE, Boolean, ColumnElement, SQLColumnExpression, and_, any_, literal_column

from app.journal.counted_events import COUNTERPART, COUNTERPART_KINDS, CountedEvent
from app.journal.models import Fact

_KINDS = ", ".join(f"'{kind}'" for kind in COUNTERPART_KINDS)
_EVENTS = ", ".join(f"'{CountedEvent(kind, COUNTERPART)}'" for kind in COUNTERPART_KINDS)


@dataclass(frozen=True)
class EventRole:
    """One role in the facts: the written name of the event, the person opposite and their unit, and which requests match."""

    event: SQLColumnExpression[str]
    opposite: SQLColumnExpression[int | None]
    unit: ColumnElement[str | None]
    concerns: ColumnElement[bool]


def build_event_roles(requests: CTE) -> tuple[EventRole, EventRole]:
    """What the person of each claim did, and what others did about them; nobody stands on both sides of a fact."""
    return _acted(requests), _was_meant(requests)


def _acted(requests: CTE) -> EventRole:
    return EventRole(
        event=Fact.kind,
        opposite=Fact.counterpart_id,
        unit=Fact.body["counterpart_unit"].astext,
        concerns=and_(Fact.actor_id == requests.c.person_id, Fact.kind == any_(requests.c.kinds)),
    )


def _was_meant(requests: CTE) -> EventRole:
    """The kinds are spelled out for the index of each to be found; claims that ask for none of these look nothing up."""
    event = Fact.kind + f":{COUNTERPART}"
    return EventRole(
        event=event,
        opposite=Fact.actor_id,
        unit=Fact.body["actor_unit"].astext,
        concerns=and_(
            requests.c.kinds.op("&&", return_type=Boolean())(literal_column(f"array[{_EVENTS}]")),
            Fact.counterpart_id == requests.c.person_id,
            Fact.counterpart_id != Fact.actor_id,
            literal_column(f"fact.kind in ({_KINDS})", Boolean),
            event == any_(requests.c.kinds),
        ),
    )
