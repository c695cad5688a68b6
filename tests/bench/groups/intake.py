"""The group `intake`: what comes in, how fast, and how soon it shows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figure import Figure, Group, Say
from tests.bench.intake.company import TEMPLATE, settled_in
from tests.bench.intake.latency import latency
from tests.bench.intake.queue_overhead import queue_overhead
from tests.bench.intake.speed import speed
from tests.bench.intake.stream import read_stream
from tests.bench.intake.validating import validating
from tests.bench.rig import rig


def _take(say: Say) -> Iterator[Figure]:
    with rig() as ground:
        stream = read_stream(ground.folder)
        kind = "the real stream" if stream.is_real else "a made-up stream, for the real one is not beside the project"
        say(f"intake: {len(stream.messages):,} activities of {kind}")
        ground.make_template(TEMPLATE, settled_in(stream))
        yield from validating(stream)
        yield from speed(ground, stream, say)
        yield from queue_overhead(ground, stream)
        yield from latency(ground, stream, say)


group = Group("intake", _take)
