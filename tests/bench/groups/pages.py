"""The group `pages`: what a page costs, and how long a start takes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figure import Figure, Group, Say
from tests.bench.pages.clones import clones
from tests.bench.pages.company import TEMPLATE, fill
from tests.bench.pages.requests import requests
from tests.bench.pages.starts import warm_start
from tests.bench.rig import rig


def _take(say: Say) -> Iterator[Figure]:
    with rig() as ground:
        say("pages: the demo's company settles in")
        ground.make_template(TEMPLATE, fill)
        say("  requests")
        yield from requests(ground)
    say("  databases for tests")
    yield clones()
    say("  starts of a warm demo")
    yield warm_start()


group = Group("pages", _take)
