"""Forgets what was told to others once nobody will ask for it again; that it was told, when and how often stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session

CONTENTS_KEPT_FOR = timedelta(days=30)
"""How long after its last try the content of a message is kept."""

FORGET_BATCH = 5_000
FORGOTTEN_BODY = ""
"""What stands in place of a content that was forgotten."""

FORGET_CONTENTS = text(
    """
    update delivery set body = :forgotten where id in (
        select d.id from delivery d
        where d.state <> 'due' and d.body <> :forgotten and d.created_at < :before
            and not exists (select 1 from attempt a where a.delivery_id = d.id and a.at >= :before)
        order by d.id limit :most for update skip locked)
    returning id
    """
)


def forget_contents() -> int:
    """Forget the contents of some messages whose last try is older than that; how many there were."""
    return len(session().execute(FORGET_CONTENTS, _forget_parameters(clock.now() - CONTENTS_KEPT_FOR)).all())


def _forget_parameters(before: datetime) -> dict[str, object]:
    return {"before": before, "most": FORGET_BATCH, "forgotten": FORGOTTEN_BODY}
