"""Reads of nominations: for whom enough colleagues spoke, and whom a person proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.people.models import Member
from badges.ambassadors.models import Nomination
from badges.ambassadors.nominating import statements
from badges.ambassadors.queries import Programme
from badges.ambassadors.terms import A_YEAR

_PEOPLE_TO_ASK, _MAY_BE_NOMINATED = text(statements.PEOPLE_TO_ASK), text(statements.MAY_BE_NOMINATED)


class NoSuchNomination(NotFound):
    """This person wrote no such nomination."""


OWN_NOMINATIONS = OwnRows(
    Nomination,
    lambda owner_id: Nomination.nominator_id == owner_id,
    lambda: NoSuchNomination("You wrote no such nomination."),
)


@dataclass(frozen=True, kw_only=True)
class WrittenNomination:
    """What the author of a nomination reads: whom, and when; never what became of it."""

    id: int
    colleague: str
    written_at: datetime


def list_person_ids_to_ask(programme: Programme, now: datetime, *, among: Sequence[int] | None = None) -> Sequence[int]:
    """The people for whom enough colleagues of enough teams spoke, and who may be asked now."""
    counted = {"colleagues": programme.colleagues, "units": programme.units, "among": among}
    return session().scalars(_PEOPLE_TO_ASK, {**counted, "now": now, "since": now - A_YEAR}).all()


def may_be_nominated(person_id: int) -> bool:
    """Whether this person may be proposed now: they take part, badges are on where they work, and they are no ambassador."""
    return session().execute(_MAY_BE_NOMINATED, {"person_id": person_id, "now": clock.now()}).first() is not None


def has_nominated(nominator_id: int, nominee_id: int) -> bool:
    """Whether one proposed the other already, and it was not withdrawn."""
    own = exists().where(Nomination.nominator_id == nominator_id, Nomination.nominee_id == nominee_id)
    return bool(session().scalar(select(own)))


def list_written_nominations(nominator_id: int) -> list[WrittenNomination]:
    """Whom a person proposed within a year, the latest first."""
    name = Member.given_name + " " + Member.family_name
    columns = (Nomination.id, name.label("colleague"), Nomination.written_at)
    own = select(*columns).join(Member, Member.id == Nomination.nominee_id)
    rows = session().execute(own.where(Nomination.nominator_id == nominator_id).order_by(Nomination.id.desc()))
    return [WrittenNomination(**row) for row in rows.mappings()]
