"""The reader of webhooks: outgoing facts become deliveries to the endpoints that chose their kind."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from app.webhooks.events import OUTGOING_KINDS
from app.webhooks.service.announce import create_and_enqueue_deliveries


def _create_deliveries_of_batch(batch: Batch) -> None:
    create_and_enqueue_deliveries(batch.ids)


reader = Reader("webhooks", frozenset(OUTGOING_KINDS), _create_deliveries_of_batch, derives=frozenset({"delivery"}))
