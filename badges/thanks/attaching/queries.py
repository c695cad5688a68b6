"""Reads of attached thanks: the words alone, never who wrote them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, select

from app.kernel.database import in_ids_condition, session
from badges.thanks.models import Thanks
from badges.thanks.queries.thanks import own_received

MOST_SHOWN = 3
"""How many words of thanks one place shows, the latest first."""


def list_words_on_sheet(person_id: int) -> Sequence[str]:
    """What a person attached to their role sheet, as it is at this moment."""
    attached = select(Thanks.reason).where(own_received.belongs_to(person_id), Thanks.is_on_sheet)
    return session().scalars(attached.order_by(Thanks.given_at.desc(), Thanks.id.desc()).limit(MOST_SHOWN)).all()


def map_words_on_list(person_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """What each of these people attached to the list for communications, and whose authors agree to that at this moment."""
    is_shown = and_(Thanks.is_on_list, Thanks.is_list_agreed, Thanks.quote_state == "agreed")
    is_kept = and_(Thanks.delivered_at.is_not(None), Thanks.removed_at.is_(None), Thanks.giver_id.is_not(None))
    attached = select(Thanks.receiver_id, Thanks.reason).where(
        in_ids_condition(Thanks.receiver_id, person_ids), is_shown, is_kept
    )
    words: dict[int, list[str]] = {}
    for row in session().execute(attached.order_by(Thanks.given_at.desc(), Thanks.id.desc())):
        words.setdefault(row.receiver_id, []).append(row.reason)
    return {person_id: reasons[:MOST_SHOWN] for person_id, reasons in words.items()}
