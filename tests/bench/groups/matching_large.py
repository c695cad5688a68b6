"""The group `matching-large`: the largest round that is promised, taken only when it is named."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figure import Figure, Group, Say
from tests.bench.matching.largest import JUNIORS, SENIORS, measure_largest


def _take(say: Say) -> Iterator[Figure]:
    say(f"matching-large: {SENIORS:,} seniors and {JUNIORS:,} juniors")
    yield from measure_largest()


group = Group("matching-large", _take, waits_to_be_named=True)
