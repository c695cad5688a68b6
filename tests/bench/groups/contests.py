"""The group `contests`: what contests cost, part by part."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.contests.company import ContestSize
from tests.bench.contests.drawing import DrawSizes, measure_browser, measure_draw
from tests.bench.contests.standings import measure_standings
from tests.bench.figure import Figure, Group, Say


def take_contests(say: Say, draw: DrawSizes = DrawSizes(), standings: ContestSize = ContestSize()) -> Iterator[Figure]:
    """Every part in turn."""
    say(f"contests: a draw of {draw.seats:,} among {draw.entries:,}")
    with tempfile.TemporaryDirectory(prefix="passerelle-bench-") as folder:
        yield from measure_draw(Path(folder), draw)
        say(f"  the check of {draw.browser_entries:,} entries in a browser")
        yield measure_browser(Path(folder), draw)
    yield from measure_standings(say, standings)


group = Group("contests", take_contests)
