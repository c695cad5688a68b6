"""Reads of receivers and their colleagues: what a person received, and what others chose to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.people.models import Member
from badges.thanks import statements
from badges.thanks.models import Thanks

MOST_LISTED = 200
MOST_SHOWN = 30
_SHOWN = text(statements.SHOWN)


class NoSuchThanks(NotFound):
    """No such thanks, or not for this person."""


def _build_missing_error() -> NoSuchThanks:
    return NoSuchThanks("There are no such thanks.")


own_received = OwnRows(
    Thanks,
    lambda person_id: and_(
        Thanks.receiver_id == person_id, Thanks.delivered_at.is_not(None), Thanks.removed_at.is_(None)
    ),
    _build_missing_error,
)
"""What a person received and did not put away."""


@dataclass(frozen=True, kw_only=True)
class ReceivedThanks:
    """As its receiver reads it; `giver` is None once the giver left the company."""

    id: int
    giver: str | None
    reason: str
    effect: str | None
    given_at: datetime
    audience: str
    quote_state: str | None
    """None, "wished" also where the author declined, or "agreed"."""
    is_list_agreed: bool
    is_on_sheet: bool
    is_on_list: bool


@dataclass(frozen=True, kw_only=True)
class ShownThanks:
    """What a receiver shows to their team, or to everybody."""

    receiver: str
    giver: str | None
    reason: str
    effect: str | None
    given_at: datetime
    audience: str


def list_received_thanks(person_id: int) -> Sequence[ReceivedThanks]:
    """What this person received and did not put away, the latest first."""
    giver = Member.given_name + " " + Member.family_name
    is_declined = Thanks.quote_state == "declined"
    quote_state = case((is_declined, "wished"), else_=Thanks.quote_state).label("quote_state")
    received = (
        select(
            *(Thanks.id, giver.label("giver"), Thanks.reason, Thanks.effect, Thanks.given_at, Thanks.audience),
            *(quote_state, Thanks.is_list_agreed, Thanks.is_on_sheet, Thanks.is_on_list),
        )
        .outerjoin(Member, and_(Member.id == Thanks.giver_id, Member.is_here))
        .where(own_received.belongs_to(person_id))
        .order_by(Thanks.given_at.desc(), Thanks.id.desc())
        .limit(MOST_LISTED)
    )
    return [ReceivedThanks(**row) for row in session().execute(received).mappings()]


def list_shown_thanks(person_id: int) -> Sequence[ShownThanks]:
    """What colleagues chose to show to this person, the latest first, without what this person gave or received."""
    parameters = {"person_id": person_id, "now": clock.now(), "most": MOST_SHOWN}
    return [ShownThanks(**row) for row in session().execute(_SHOWN, parameters).mappings()]
