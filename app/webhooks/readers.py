"""The reader of webhooks: outgoing facts become deliveries to the endpoints that chose their kind."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from app.webhooks.events import OUTGOING_KINDS
from app.webhooks.service.announce import create_deliveries


def _handle_batch(batch: Batch) -> None:
    create_deliveries(batch.ids)


reader = Reader("webhooks", frozenset(OUTGOING_KINDS), _handle_batch, derives=frozenset({"delivery"}))
