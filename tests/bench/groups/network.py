"""The group `network`: what networks send, until it is safe, what is sent to them, and what they pull."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.bench.figure import Figure, Group, Say
from tests.bench.network import pulling
from tests.bench.network.accepting import AcceptingSizes, take_accepting
from tests.bench.network.delivering import DeliveringSizes, take_delivering
from tests.bench.network.pulling import PullingSizes, fill_shown_awards, take_pulling
from tests.bench.network.sources import SourceSizes, take_sources
from tests.bench.rig import rig
from tests.databases import TEMPLATE


def _take(say: Say) -> Iterator[Figure]:
    accepting, sources, delivered, pulled = AcceptingSizes(), SourceSizes(), DeliveringSizes(), PullingSizes()
    with rig() as ground:
        ground.make_template(TEMPLATE, lambda: None)
        say(f"network: {accepting.batches * accepting.events:,} events of rooms come in")
        yield from take_accepting(ground, accepting)
        say(f"  {sources.activities} activities of each kind of network, one in a request")
        yield from take_sources(ground, sources)
        say(f"  {delivered.messages:,} messages leave")
        yield from take_delivering(ground, delivered)
        say(f"  {pulled.people:,} people show a badge")
        ground.make_template(pulling.TEMPLATE, partial(fill_shown_awards, pulled))
        yield from take_pulling(ground, pulled)


group = Group("network", _take)
