"""The group `badges`: what badges cost that a fact does not concern, what is signed and published of them, and their public page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.kernel import clock
from badges.credentials.keys import create_signing_keys
from tests.bench.badges import page, status
from tests.bench.badges.judging import JudgingSizes, make_judging_templates, take_judging
from tests.bench.badges.page import PageSizes, fill_one_badge, take_page
from tests.bench.badges.signing import SigningSizes, take_signing
from tests.bench.badges.status import StatusSizes, fill_status_lists, take_status
from tests.bench.figure import Figure, Group, Say
from tests.bench.rig import rig


def _take(say: Say) -> Iterator[Figure]:
    judging, statuses = JudgingSizes(), StatusSizes()
    with rig() as ground:
        keys = ground.folder / "keys"
        create_signing_keys(keys, clock.now())
        say("badges: signatures")
        yield from take_signing(keys, SigningSizes())
        ground.make_template(page.TEMPLATE, fill_one_badge)
        say("  the public page")
        yield from take_page(ground, keys, PageSizes())
        say(f"  {judging.facts:,} facts with {judging.concerning} badges and with {judging.badges} settle in")
        make_judging_templates(ground, judging)
        yield from take_judging(ground, judging)
        say(f"  {statuses.people * statuses.badges:,} places of lists settle in")
        ground.make_template(status.TEMPLATE, partial(fill_status_lists, statuses))
        yield from take_status(ground, keys, statuses)


group = Group("badges", _take)
