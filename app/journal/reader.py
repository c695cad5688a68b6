"""What a reader is: a name, the kinds it cares about, and what it does with a batch of facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.journal.affected.queries import AffectedFacts


@dataclass(frozen=True)
class Batch:
    """The ids of the facts to act on, in order, and the `kinds` of each, where they were read; `is_read_again` after a rewind and for a check: what was derived from them is compared, not added to."""

    ids: list[int]
    kinds: Sequence[str] | None = None
    is_read_again: bool = False
    affected: AffectedFacts = field(default_factory=AffectedFacts)

    def list_facts_to_judge(self) -> list[int]:
        """The ids of the facts whose standing the batch may change: its own, and older ones that they lead to."""
        return self.affected.list_facts_to_judge(self.ids)

    def list_ids_of_kinds(self, *kinds: str) -> list[int]:
        """The ids of the facts that may be of these kinds: a statement about rare ones is not sent when there are none."""
        if self.kinds is None:
            return self.ids
        return [fact_id for fact_id, kind in zip(self.ids, self.kinds, strict=True) if kind in kinds]


@dataclass(frozen=True)
class Reader:
    """Acts on facts, exactly once each: `handle` writes in the transaction that moves the position.

    `handle` is set-based: a few SQL statements for the whole batch. `emits` are the kinds that it appends: readers that
    wait for those are drained after it. `derives` are the tables that follow from the facts alone, which `journal check`
    compares. A greater `version` makes it read the journal from the start again. A batch has up to `size` facts of each shard.
    """

    name: str
    kinds: frozenset[str]
    handle: Callable[[Batch], None]
    emits: frozenset[str] = frozenset()
    derives: frozenset[str] = frozenset()
    version: int = 1
    size: int = 500
