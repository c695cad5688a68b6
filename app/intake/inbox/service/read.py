"""Reads what waits of a source, in order and once: events become facts, and each item gets its outcome."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.exc import OperationalError

from app.intake import reasons
from app.intake.accounts.service import keep_dropped_acts_of_unknown_accounts
from app.intake.activities import ItemOutcome, Rejection
from app.intake.inbox import queries
from app.intake.inbox.models import InboxBatch
from app.intake.inbox.queries import WaitingBatch, WaitingItem
from app.intake.inbox.service.receive import BATCH
from app.intake.inbox.service.remember import StoredMemory
from app.intake.inbox.statements import KEEP_OUTCOMES, LOCK_READING
from app.intake.inbox_kind import InboxKind, NativeItem
from app.intake.request_body import MAX_ITEM_BYTES
from app.intake.service.accept import accept_items
from app.intake.source import ConnectedSource, ParsedItem, source_kinds_by_name
from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import ServiceError

log = logging.getLogger(__name__)

ITEM_TOO_LARGE = f"More than {MAX_ITEM_BYTES // 1024} KiB in one item."
FAILED = "Our code for this network failed; the log of the worker says how."
EFFECTS_BY_WEIGHT = ("counted", "refused", "kept", "duplicate", "none")
"""Which of several outcomes is that of the item they come from."""


def read_next_items(source_id: int) -> int:
    """Read the oldest of what waits of a source, in the transaction of the session; how many items there were.

    A source that is paused or gone has none. An item that cannot be read is refused by itself, and those behind it go on.
    """
    session().execute(LOCK_READING, {"source_id": source_id})
    row = queries.find_source_to_read(source_id)
    kind = source_kinds_by_name().get(row.kind) if row else None
    if row is None or not isinstance(kind, InboxKind):
        return 0
    batches = queries.list_waiting_batches(source_id, BATCH)
    new = _list_new_items(source_id, batches)
    if new:
        source = ConnectedSource(row.name, options=row.options)
        _keep_outcomes(source_id, new, _read_items_together_or_alone(kind, source, source_id, new))
    if batches:
        row_ids = [batch.row_id for batch in batches]
        session().execute(delete(InboxBatch).where(in_ids_condition(InboxBatch.id, row_ids)))
    return sum(len(batch.items) for batch in batches)


def _list_new_items(source_id: int, batches: Sequence[WaitingBatch]) -> list[WaitingItem]:
    """Each item that was not read before, once, in the order in which they came."""
    firsts: dict[str, WaitingItem] = {}
    for batch in batches:
        for item in batch.items:
            firsts.setdefault(item.native_id, item)
    read = queries.list_native_ids_read(source_id, firsts.keys())
    return [item for native_id, item in firsts.items() if native_id not in read]


def _read_items_together_or_alone(
    kind: InboxKind, source: ConnectedSource, source_id: int, waiting: Sequence[WaitingItem]
) -> list[ItemOutcome]:
    """Items whose facts cannot be written together are read again one by one: only those that fail alone are refused."""
    try:
        with session().begin_nested():
            return _read_items(kind, source, source_id, waiting)
    except OperationalError:
        raise
    except Exception:
        log.exception("Items of the source %s cannot be read together.", source.name)
        if len(waiting) == 1:
            return [ItemOutcome(0, None, "refused", FAILED, code=reasons.UNREADABLE, effect="none")]
    return [_read_items_together_or_alone(kind, source, source_id, [item])[0] for item in waiting]


def _read_items(
    kind: InboxKind, source: ConnectedSource, source_id: int, waiting: Sequence[WaitingItem]
) -> list[ItemOutcome]:
    memory, now = StoredMemory(source_id), clock.now()
    parsed = [_parse_item(kind, source, each, memory) for each in waiting]
    memory.store_changes()
    events = [event for each in parsed for event in each]
    answered = iter(accept_items(events, source.name, now).items)
    outcomes = [[next(answered) for _ in each] for each in parsed]
    keep_dropped_acts_of_unknown_accounts(source.name, events, [outcome for each in outcomes for outcome in each], now)
    return [_choose_outcome(each) for each in outcomes]


def _parse_item(
    kind: InboxKind, source: ConnectedSource, item: WaitingItem, memory: StoredMemory
) -> Sequence[ParsedItem]:
    if item.content is None:
        return [Rejection("refused", ITEM_TOO_LARGE, event_id=item.native_id)]
    try:
        parsed = kind.read(source, NativeItem(item.native_id, item.content), memory)
    except ServiceError as refused:
        memory.drop_latest_changes()
        return [Rejection("refused", str(refused.detail), event_id=item.native_id)]
    except Exception:
        log.exception("The kind %s failed to read an item of the source %s.", kind.name, source.name)
        memory.drop_latest_changes()
        return [Rejection("refused", FAILED, event_id=item.native_id)]
    memory.accept_latest_changes()
    return parsed or [Rejection("dropped", reasons.NOTHING_TO_COUNT, event_id=item.native_id)]


def _choose_outcome(outcomes: Sequence[ItemOutcome]) -> ItemOutcome:
    return min(outcomes, key=lambda outcome: EFFECTS_BY_WEIGHT.index(_classify_outcome(outcome)))


def _classify_outcome(outcome: ItemOutcome) -> str:
    if outcome.outcome in ("refused", "duplicate"):
        return outcome.outcome
    return outcome.effect or "none"


def _keep_outcomes(source_id: int, items: Sequence[WaitingItem], outcomes: Sequence[ItemOutcome]) -> None:
    kept = {
        "source_id": source_id,
        "now": clock.now(),
        "native_ids": [item.native_id for item in items],
        "received_at": [item.received_at for item in items],
        "outcomes": [outcome.outcome for outcome in outcomes],
        "effects": [outcome.effect for outcome in outcomes],
        "codes": [outcome.code for outcome in outcomes],
        "reasons": [outcome.reason if outcome.outcome == "refused" else None for outcome in outcomes],
    }
    session().execute(KEEP_OUTCOMES, kept)
