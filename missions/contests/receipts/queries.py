"""What a receipt says."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.models import Person
from missions.contests.prizes.models import ContestWin, PrizeHandOver


class NoSuchReceipt(NotFound):
    """This prize was not handed over to a person, or its record is deleted."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The record of a hand-over, its number, and who handed the prize over; empty once they were erased."""

    record: PrizeHandOver
    number: str
    by_name: str


def get_receipt(win: ContestWin) -> Receipt:
    """The receipt of a prize that a person received; NoSuchReceipt otherwise."""
    record = session().scalar(select(PrizeHandOver).where(PrizeHandOver.win_id == win.id))
    if record is None:
        raise NoSuchReceipt("There is no receipt of this prize.")
    by = session().get(Person, win.handed_over_by_id) if win.handed_over_by_id is not None else None
    by_name = f"{by.given_name} {by.family_name}" if by is not None else ""
    return Receipt(record=record, number=f"{record.handed_over_on.year}-{record.id:06}", by_name=by_name)
