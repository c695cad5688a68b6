"""Reads of quotes: the thanks whose author is asked."""

from __future__ import annotations

from sqlalchemy import and_

from app.kernel.ownership import OwnRows
from badges.thanks.models import Thanks
from badges.thanks.queries.thanks import NoSuchThanks

own_to_agree = OwnRows(
    Thanks,
    lambda person_id: and_(Thanks.giver_id == person_id, Thanks.quote_state.is_not(None)),
    lambda: NoSuchThanks("There are no such thanks."),
)
"""What a person wrote, and its receiver would like to show."""
