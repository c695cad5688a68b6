"""Who is told of an address that was disabled, and of which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.journal.models import Fact
from app.kernel.database import in_ids_condition, session
from app.people.models import Member, PersonRole
from app.people.roles import IT
from app.webhooks.models import Endpoint


@dataclass(frozen=True)
class DisabledEndpoint:
    """An endpoint that a fact says was disabled: since when, and under which key of that fact."""

    id: int
    url: str
    key: str
    disabled_at: datetime


def list_disabled_endpoints(fact_ids: Sequence[int]) -> list[DisabledEndpoint]:
    """The endpoints that were disabled by these facts, and still exist."""
    rows = session().execute(
        select(Endpoint.id, Endpoint.url, Fact.source_key, Fact.occurred_at)
        .join(Fact, Fact.object == func.concat("endpoint:", Endpoint.id))
        .where(in_ids_condition(Fact.id, fact_ids), Fact.kind == "endpoint.disabled")
    )
    return [DisabledEndpoint(*row) for row in rows]


def list_it_person_ids() -> Sequence[int]:
    """Whoever connects the company's systems, and is here."""
    people = select(Member.id).join(PersonRole, PersonRole.person_id == Member.id)
    return session().scalars(people.where(PersonRole.role == IT, Member.is_here).order_by(Member.id)).all()
