"""The group `missions`: how fast they count, and what one person's missions cost to read."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figure import Figure, Group, Say
from tests.bench.missions.company import FACTS, MISSIONS, PEOPLE, TEMPLATE, fill
from tests.bench.missions.counting import counting
from tests.bench.missions.reading import reading
from tests.bench.rig import rig


def _take(say: Say) -> Iterator[Figure]:
    with rig() as ground:
        say(f"missions: {PEOPLE:,} people, {MISSIONS} missions, {FACTS:,} activities")
        ground.make_template(TEMPLATE, fill)
        say("  counting")
        yield from counting(ground)
        say("  reading")
        yield from reading(ground)


group = Group("missions", _take)
