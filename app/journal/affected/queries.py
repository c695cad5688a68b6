"""Looks up which facts are judged again with those of a batch, and remembers it for the readers that come to them later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import text

from app.journal.events.statements import OTHERS_TO_JUDGE
from app.kernel.database import session

_OTHERS_TO_JUDGE = text(OTHERS_TO_JUDGE)
MOST_REMEMBERED = 20_000
"""Facts after which everything is forgotten: a reader may read the whole journal in one drain."""


@dataclass(frozen=True)
class AffectedFacts:
    """Remembers, for each fact that was looked up, which others are judged again with it: most have none.

    What a fact leads to is older than it, and what a reader is given is older than all that may still be written. So the
    answer stays true for every reader that comes to the fact later. Whether a fact stands is not remembered: that may change.
    """

    others: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def list_facts_to_judge(self, fact_ids: Sequence[int]) -> list[int]:
        """The ids of these facts, and of those that they take back or restore, that are the same gesture, or rest on the same object."""
        if len(self.others) > MOST_REMEMBERED:
            self.others.clear()
        unknown = [fact_id for fact_id in fact_ids if fact_id not in self.others]
        if unknown:
            pairs = session().execute(_OTHERS_TO_JUDGE, {"facts": unknown}).all()
            self.others.update(dict.fromkeys(unknown, ()))
            for fact_id, other_id in pairs:
                self.others[fact_id] += (other_id,)
        others = {other_id for fact_id in fact_ids for other_id in self.others[fact_id]}
        return sorted(others.union(fact_ids)) if others else list(fact_ids)
