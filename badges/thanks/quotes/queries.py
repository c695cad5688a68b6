"""Reads of quotes: the thanks whose author is asked, and the words that a public page shows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, select

from app.kernel.database import session
from app.kernel.ownership import OwnRows
from badges.thanks.models import Thanks
from badges.thanks.queries import NoSuchThanks, own_received

MOST_QUOTED = 6

own_to_agree = OwnRows(
    Thanks,
    lambda person_id: and_(Thanks.giver_id == person_id, Thanks.quote_state.is_not(None)),
    lambda: NoSuchThanks("There are no such thanks."),
)
"""What a person wrote, and its receiver would like to show."""


def list_public_quotes(person_id: int) -> Sequence[str]:
    """The words that this person shows with the agreement of their authors, the latest first, without who wrote them."""
    agreed = select(Thanks.reason).where(
        own_received.belongs_to(person_id), Thanks.quote_state == "agreed", Thanks.giver_id.is_not(None)
    )
    return session().scalars(agreed.order_by(Thanks.given_at.desc(), Thanks.id.desc()).limit(MOST_QUOTED)).all()
