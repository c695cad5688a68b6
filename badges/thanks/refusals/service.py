"""Refuses thanks from one colleague or from everybody, and receives them again; each without the other."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from badges.thanks.models import ThanksRefusal


def refuse_all_thanks(person_id: int, *, refuses: bool) -> None:
    """Receive no more thanks from anybody, or receive them again; what was received stays, and so do refusals of one colleague."""
    if refuses:
        refuse_giver(person_id, person_id)
    else:
        accept_giver(person_id, person_id)


def accept_giver(person_id: int, giver_id: int) -> None:
    """Receive thanks from this colleague again. Nobody is told; a second click changes nothing."""
    refused = delete(ThanksRefusal).where(ThanksRefusal.person_id == person_id, ThanksRefusal.giver_id == giver_id)
    session().execute(refused)


def refuse_giver(person_id: int, giver_id: int) -> None:
    """Receive no more thanks from this colleague; with oneself as the colleague, from nobody. Nobody is told."""
    row = {"person_id": person_id, "giver_id": giver_id}
    session().execute(insert(ThanksRefusal).values(row).on_conflict_do_nothing())
