"""Decides from values whether a rule lives, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

A_MONTH = timedelta(days=30)


class Block(StrEnum):
    """One thing that stands in a rule's way."""

    DRAFT = "draft"
    PAUSED = "paused"
    ENDED = "ended"
    NOWHERE = "nowhere"
    REACHES_NOBODY = "reaches-nobody"
    NOT_BEGUN = "not-begun"
    OVER = "over"
    NEVER_HEARD = "never-heard"
    SILENT = "silent"
    WAITS_FOR_ENDED = "waits-for-ended"
    NEVER_MATCHED = "never-matched"
    ALL_DONE = "all-done"


class Mark(StrEnum):
    """What the list shows of a rule in one word."""

    RESTING = "resting"  # A draft, paused or ended: nothing is expected of it.
    NEW = "new"  # Published less than a month ago, and nothing matched yet.
    ALIVE = "alive"
    QUIET = "quiet"  # It matched once, and not in the last month.
    DEAD = "dead"


RESTING = frozenset({Block.DRAFT, Block.PAUSED, Block.ENDED})
DEADLY = frozenset(
    {
        Block.NOWHERE,
        Block.REACHES_NOBODY,
        Block.OVER,
        Block.NEVER_HEARD,
        Block.WAITS_FOR_ENDED,
        Block.NEVER_MATCHED,
    }
)
"""With one of these, nothing advances a published mission any more, or nothing ever did."""


@dataclass(frozen=True, kw_only=True)
class Vitals:
    """What is known of a mission. `kinds` are those of the facts that it counts, whomever they count for.

    `counts_network` is false behind a door of ours, and for a set: there, no network has to tell.
    """

    state: str
    published_at: datetime | None
    is_open: bool
    reaches_somebody: bool
    starts_at: datetime | None
    ends_at: datetime | None
    counts_network: bool
    kinds: frozenset[str]
    heard_on: dict[str, date]
    waits_for_ended: tuple[str, ...]
    repeats: bool
    enrolled: int
    completed: int
    matched_at: datetime | None
    completed_at: datetime | None


@dataclass(frozen=True)
class Health:
    """What stands in the way, in the order in which it would be mended, and the mark of the whole."""

    blocks: tuple[Block, ...]
    mark: Mark


def diagnose(vitals: Vitals, now: datetime) -> Health:
    """The health of a rule at that moment."""
    blocks = tuple(block for block, holds in _findings(vitals, now).items() if holds)
    return Health(blocks, _mark(vitals, frozenset(blocks), now))


def _findings(vitals: Vitals, now: datetime) -> dict[Block, bool]:
    running = vitals.state in ("published", "paused")
    never = running and vitals.counts_network and not vitals.kinds & vitals.heard_on.keys()
    return {
        Block.DRAFT: vitals.state == "draft",
        Block.PAUSED: vitals.state == "paused",
        Block.ENDED: vitals.state == "ended",
        Block.NOWHERE: running and not vitals.is_open,
        Block.REACHES_NOBODY: running and not vitals.reaches_somebody,
        Block.NOT_BEGUN: running and vitals.starts_at is not None and vitals.starts_at > now,
        Block.OVER: running and vitals.ends_at is not None and vitals.ends_at <= now,
        Block.NEVER_HEARD: never,
        Block.SILENT: running and vitals.counts_network and not never and _is_silent(vitals, now),
        Block.WAITS_FOR_ENDED: running and bool(vitals.waits_for_ended),
        Block.NEVER_MATCHED: running and vitals.matched_at is None and _is_old(vitals, now) and vitals.enrolled > 0,
        Block.ALL_DONE: running and not vitals.repeats and 0 < vitals.enrolled <= vitals.completed,
    }


def _is_silent(vitals: Vitals, now: datetime) -> bool:
    latest = max(day for kind, day in vitals.heard_on.items() if kind in vitals.kinds)
    return latest < (now - A_MONTH).date()


def _is_old(vitals: Vitals, now: datetime) -> bool:
    begun_at = max((moment for moment in (vitals.published_at, vitals.starts_at) if moment), default=now)
    return begun_at <= now - A_MONTH


def _mark(vitals: Vitals, blocks: frozenset[Block], now: datetime) -> Mark:
    if blocks & RESTING:
        return Mark.RESTING
    if blocks & DEADLY:
        return Mark.DEAD
    if vitals.matched_at is None:
        return Mark.NEW
    return Mark.ALIVE if vitals.matched_at > now - A_MONTH else Mark.QUIET
