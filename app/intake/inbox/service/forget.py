"""Forgets what was read seven days ago, and what kinds remember of acts that are too old to count, some at a time."""

from __future__ import annotations

from datetime import timedelta

from app.intake.inbox.statements import DELETE_OLD_ITEMS, DELETE_OLD_MEMORY
from app.intake.inbox_kind import InboxKind
from app.intake.interpretation import ACTIVITY_KEPT_FOR
from app.intake.source import source_kinds_by_name
from app.kernel import clock
from app.kernel.database import session

ITEMS_KEPT_FOR = timedelta(days=7)
"""After they were read: for IT to see what was wrong with them."""

DELETED_AT_ONCE = 5_000


def delete_old_memory() -> bool:
    """Delete what kinds remember of acts and was not touched for as long as an act may count; whether more is left.

    Who likes a post of more than a year ago, or takes a like of it back, would change nothing but one old count.
    """
    passing = [
        (kind.name, prefix)
        for kind in source_kinds_by_name().values()
        if isinstance(kind, InboxKind)
        for prefix in kind.passing_memory
    ]
    old = {"before": clock.now() - ACTIVITY_KEPT_FOR, "most": DELETED_AT_ONCE}
    named = {"kinds": [kind for kind, _ in passing], "prefixes": [prefix for _, prefix in passing]}
    return len(session().execute(DELETE_OLD_MEMORY, old | named).all()) == DELETED_AT_ONCE


def delete_old_items() -> bool:
    """Delete rows of items that were read long ago; whether more are left. What waits stays until it is read."""
    old = {"before": clock.now() - ITEMS_KEPT_FOR, "most": DELETED_AT_ONCE}
    return len(session().execute(DELETE_OLD_ITEMS, old).all()) == DELETED_AT_ONCE
