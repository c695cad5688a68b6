"""What a reader is: a name, the kinds it cares about, and what it does with a batch of facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Batch:
    """The ids of the facts to act on, in order, and the shard of people that they belong to."""

    ids: list[int]
    shard: int


@dataclass(frozen=True)
class Reader:
    """Acts on facts, exactly once each: `handle` writes in the transaction that moves the position.

    `handle` is set-based: a few SQL statements for the whole batch. `undoings` says that it also
    wants the facts that take others back.
    """

    name: str
    kinds: frozenset[str]
    handle: Callable[[Batch], None]
    size: int = 2_000
