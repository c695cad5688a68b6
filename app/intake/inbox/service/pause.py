"""Pauses a source and takes it up again: what comes meanwhile is kept, and read afterwards without a gap."""

from __future__ import annotations

from app.intake.inbox.service.receive import enqueue_reading
from app.intake.inbox_kind import InboxKind
from app.intake.queries import get_source
from app.intake.source import source_kinds_by_name
from app.kernel import clock
from app.kernel.errors import Conflict


class NothingToPause(Conflict):
    """What this source sends is answered item by item: there is no inbox in which it could wait."""


def pause_source(name: str) -> None:
    """Read nothing of a source from now on; a second time changes nothing. SourceNotFound or NothingToPause."""
    source = get_source(name)
    if not isinstance(source_kinds_by_name().get(source.kind), InboxKind):
        raise NothingToPause(f"{name} is of kind {source.kind}, whose items are answered at once: they cannot wait.")
    source.paused_at = source.paused_at or clock.now()


def take_up_source(name: str) -> None:
    """Read again what a source sends, first what came during the pause. SourceNotFound when none has that name."""
    source = get_source(name)
    source.paused_at = None
    enqueue_reading(source.id)
