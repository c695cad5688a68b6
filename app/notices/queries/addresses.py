"""Reads which people the mail server refuses: the address that it refused last is still theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select

from app.kernel.database import session
from app.notices.models import MailChoices
from app.people.models import Member, Person

MOST_LISTED = 1000


@dataclass(frozen=True)
class RefusedAddress:
    """A person whom no mail reaches, the address, the answer of the mail server, and when it came."""

    external_id: str
    name: str
    email: str
    because: str
    at: datetime


def list_refused_addresses() -> list[RefusedAddress]:
    """The people present whose address is refused, the latest first; a thousand at most."""
    columns = (Person.external_id, Member.given_name, Member.family_name, Member.email)
    refused = (
        _select_refused()
        .join(Person, Person.id == Member.id)
        .add_columns(*columns, MailChoices.refused_because, MailChoices.refused_at)
    )
    rows = session().execute(refused.order_by(MailChoices.refused_at.desc(), Member.id).limit(MOST_LISTED))
    return [_build_refused_address(row) for row in rows]


def count_refused_addresses() -> int:
    """How many people present have an address that is refused."""
    return session().scalar(select(func.count()).select_from(_select_refused().subquery())) or 0


def is_address_refused(person_id: int) -> bool:
    """Whether the mail server refused the address that this person has now."""
    return session().scalar(_select_refused().where(Member.id == person_id)) is not None


def _select_refused() -> Select[int]:
    return (
        select(Member.id)
        .join(MailChoices, MailChoices.person_id == Member.id)
        .where(MailChoices.refused_email == Member.email, Member.is_here)
    )


def _build_refused_address(row: Row[tuple[int, str, str, str, str, str, datetime]]) -> RefusedAddress:
    name = f"{row.given_name} {row.family_name}".strip()
    return RefusedAddress(row.external_id, name, row.email, row.refused_because, row.refused_at)
