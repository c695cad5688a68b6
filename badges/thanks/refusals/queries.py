"""Reads of refusals: whether somebody receives thanks from a colleague, and whom they refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select

from app.kernel.database import session
from app.people.models import Member
from badges.thanks.models import ThanksRefusal


@dataclass(frozen=True, kw_only=True)
class RefusedGiver:
    """A colleague from whom somebody wants no thanks, for that person alone."""

    id: int
    name: str


def receives_thanks_from(person_id: int, giver_id: int | None) -> bool:
    """Whether this person takes part and does not refuse thanks from this colleague, or from everybody; None is who left the company."""
    refuses = exists().where(
        ThanksRefusal.person_id == person_id,
        or_(ThanksRefusal.giver_id == giver_id, ThanksRefusal.giver_id == person_id),
    )
    return bool(session().scalar(select(Member.takes_part & ~refuses).where(Member.id == person_id)))


def refuses_all_thanks(person_id: int) -> bool:
    """Whether this person wants no thanks from anybody."""
    return session().get(ThanksRefusal, (person_id, person_id)) is not None


def list_refused_givers(person_id: int) -> Sequence[RefusedGiver]:
    """The colleagues from whom this person wants no thanks, by name; whoever left the company is not among them."""
    name = Member.given_name + " " + Member.family_name
    refused = (
        select(Member.id, name.label("name"))
        .join(ThanksRefusal, ThanksRefusal.giver_id == Member.id)
        .where(ThanksRefusal.person_id == person_id, Member.id != person_id, Member.is_here)
        .order_by(Member.family_name, Member.given_name, Member.id)
    )
    return [RefusedGiver(**row) for row in session().execute(refused).mappings()]
