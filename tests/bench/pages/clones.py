"""How long a test waits for a database of its own: a copy of the migrated one, as every test that asks gets it."""

from __future__ import annotations

import time
from statistics import median

from tests.bench.figure import Figure, at_most
from tests.bench.rig import Rig
from tests.databases import TEMPLATE
from tests.engines import short_home
from tests.private_engines import private_engines

COPIES = 25


def clones() -> Figure:
    """In the engines of the tests, which forget with the machine."""
    with short_home() as home, private_engines(home, durable=False, say=lambda _: None) as engines:
        ground = Rig(engines, home)
        ground.make_template(TEMPLATE, lambda: None)
        return time_copies(ground)


def time_copies(ground: Rig) -> Figure:
    """Where the migrated database is there."""
    took = [_clone(ground) for _ in range(COPIES)]
    return Figure(name="a test's database", figure=1_000 * median(took), unit="ms", target=at_most(40))


def _clone(ground: Rig) -> float:
    began = time.perf_counter()
    url = ground.databases.create(TEMPLATE)
    took = time.perf_counter() - began
    ground.databases.drop(url)
    return took
