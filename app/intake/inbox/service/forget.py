"""Forgets what was read seven days ago, some at a time."""

from __future__ import annotations

from datetime import timedelta

from app.intake.inbox.statements import DELETE_OLD_ITEMS
from app.kernel import clock
from app.kernel.database import session

ITEMS_KEPT_FOR = timedelta(days=7)
"""After they were read: for IT to see what was wrong with them."""

DELETED_AT_ONCE = 5_000


def delete_old_items() -> bool:
    """Delete rows of items that were read long ago; whether more are left. What waits stays until it is read."""
    old = {"before": clock.now() - ITEMS_KEPT_FOR, "most": DELETED_AT_ONCE}
    return len(session().execute(DELETE_OLD_ITEMS, old).all()) == DELETED_AT_ONCE
