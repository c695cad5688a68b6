"""Reads what waits in inboxes, as workers do."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from app.intake.inbox import queries
from app.intake.inbox.models import InboxBatch, InboxItem
from app.intake.inbox.service.read import read_next_items
from app.kernel.database import session
from app.kernel.transaction import transaction


def read_inboxes(app: Flask) -> list[str]:
    """Read everything that waits, and return what became of each item that is kept, in the order in which they came."""
    with app.app_context():
        with transaction():
            source_ids = queries.list_ids_of_waiting_sources()
        for source_id in source_ids:
            with transaction():
                read_next_items(source_id)
        return list_outcomes(app)


def list_outcomes(app: Flask) -> list[str]:
    """The outcome of each item that was read with what it changed, or why it changed nothing; then "waiting" for each that waits."""
    with app.app_context(), transaction():
        items = session().scalars(select(InboxItem).order_by(InboxItem.id)).all()
        waiting = session().scalar(select(func.sum(InboxBatch.item_count))) or 0
        return [*map(_write_outcome, items), *["waiting"] * int(waiting)]


def _write_outcome(item: InboxItem) -> str:
    return " ".join(filter(None, (item.outcome, item.effect, item.code)))
