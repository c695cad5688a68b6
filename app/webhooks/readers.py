"""Webhooks hear of what happened, and address it to whoever asked."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from app.webhooks.events import OUTGOING
from app.webhooks.service.announce import announce


def _hear(batch: Batch) -> None:
    announce(batch.ids)


reader = Reader("webhooks", frozenset(OUTGOING), _hear)
