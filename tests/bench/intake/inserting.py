"""The journal's own insert: facts that are new, then the same again, in batches with a transaction each."""

from __future__ import annotations

import time
from collections.abc import Sequence

from app.journal.service import NewFact, append_facts
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from tests.bench.rig import application


def insert_and_again(settings: Settings, batches: Sequence[Sequence[NewFact]]) -> tuple[float, float]:
    """Facts a second when all are new, and when none is. Readers are woken after each commit, and nobody works."""
    with application(settings):
        return _insert(batches, new=True), _insert(batches, new=False)


def _insert(batches: Sequence[Sequence[NewFact]], *, new: bool) -> float:
    began = time.perf_counter()
    for batch in batches:
        with transaction():
            written = append_facts(batch)
        assert all((fact_id is not None) is new for fact_id in written), "A benchmark that measures something else."
    return sum(map(len, batches)) / (time.perf_counter() - began)
