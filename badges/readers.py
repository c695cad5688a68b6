"""The reader of badges: reconciles awards with the facts."""

from __future__ import annotations

from app.journal.kinds import KINDS
from app.journal.reader import Batch, Reader
from badges.judging.queries import list_facts_beside_ended_missions
from badges.service.award import reconcile_awards


def _reconcile_awards_of_batch(batch: Batch) -> None:
    beside = list_facts_beside_ended_missions(batch.list_ids_of_kinds("mission.ended"))
    reconcile_awards([*batch.list_facts_to_judge(), *beside], compares_only=batch.is_read_again)


reader = Reader(
    "badges",
    frozenset(KINDS) - {"points.credited", "leaderboard.published", "badge.awarded", "badge.revoked", "badge.expired"},
    _reconcile_awards_of_batch,
    emits=frozenset({"badge.awarded", "badge.revoked"}),
    derives=frozenset({"award", "badge_count"}),
)
