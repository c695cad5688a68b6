"""The group `matching`: how well and how fast a mentoring round is shared out, beside the open peer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, Group, Say
from tests.bench.matching.rolling import measure_rolling
from tests.bench.matching.side_by_side import side_by_side


def _take(say: Say) -> Iterator[Figure]:
    say("matching: an environment for the open peer")
    with tempfile.TemporaryDirectory(prefix="passerelle-bench-") as folder:
        yield from side_by_side(Path(folder), say)
    say("matching: newcomers of a rolling round")
    yield from measure_rolling()


group = Group("matching", _take)
