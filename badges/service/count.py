"""Counts the holders of each badge: a page reads the count, and never the awards of everybody."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from app.kernel.database import session

_COUNT_HOLDERS = text("""
update badge b set holder_count = n.holders
from (
    select b.id, count(m.id) as holders from badge b
    left join award a on a.badge_id = b.id and a.revoked_at is null and a.expired_at is null
    left join member m on m.id = a.person_id and m.is_here
    where b.id = any(:badge_ids)
    group by b.id
) n
where n.id = b.id and b.holder_count <> n.holders
""")


def count_badge_holders(badge_ids: Sequence[int]) -> None:
    """Count how many people who are here hold each of these badges. Idempotent."""
    session().execute(_COUNT_HOLDERS, {"badge_ids": list(badge_ids)})
