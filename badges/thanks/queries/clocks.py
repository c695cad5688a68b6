"""Reads of the clock: thanks whose receiver is told now, and those that are old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, select

from app.kernel import clock
from app.kernel.database import session
from badges.thanks.models import Thanks

TAKEN_BACK_WITHIN = timedelta(minutes=10)
"""How long a giver may take thanks back; the receiver is told afterwards."""

GIVEN_SHOWN_FOR = timedelta(days=91)
"""How long the page of a giver lists what they gave."""


def list_waiting_thanks_ids() -> Sequence[int]:
    """The thanks whose giver can no longer take them back, and of which the receiver was not told yet."""
    return session().scalars(select(Thanks.id).where(waiting_condition()).order_by(Thanks.id)).all()


def list_old_removed_thanks_ids() -> Sequence[int]:
    """The thanks that their receiver put away, and that their giver’s page lists no more."""
    return session().scalars(select(Thanks.id).where(old_removed_condition()).order_by(Thanks.id)).all()


def waiting_condition() -> ColumnElement[bool]:
    """That nobody can take thanks back any more, and their receiver was not told yet."""
    return and_(Thanks.delivered_at.is_(None), Thanks.given_at <= clock.now() - TAKEN_BACK_WITHIN)


def old_removed_condition() -> ColumnElement[bool]:
    """That thanks were put away by their receiver, and are listed by their giver’s page no more."""
    return and_(Thanks.removed_at.is_not(None), Thanks.given_at <= clock.now() - GIVEN_SHOWN_FOR)
