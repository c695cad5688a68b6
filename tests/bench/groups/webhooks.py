"""The group `webhooks`: what receivers that hang cost the journal and the other receivers."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figure import Figure, Group, Say
from tests.bench.intake.company import TEMPLATE, settled_in
from tests.bench.intake.stream import read_stream
from tests.bench.rig import rig
from tests.bench.webhooks.hanging import HangingSizes, measure_hanging


def _take(say: Say) -> Iterator[Figure]:
    with rig() as ground:
        ground.make_template(TEMPLATE, settled_in(read_stream(ground.folder)))
        yield from measure_hanging(ground, HangingSizes(), say)


group = Group("webhooks", _take)
