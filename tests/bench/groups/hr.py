"""The group `hr`: pages of HR, animators and IT, and what is about everybody, with a hundred thousand people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.figure import Figure, Group, Say, at_most
from tests.bench.hr.company import TEMPLATE, make_company
from tests.bench.hr.pages import measure_pages
from tests.bench.hr.steps import DRY_RUN, KEEPING, measure_steps
from tests.bench.rig import rig


@dataclass(frozen=True)
class HrSizes:
    """People and facts, and whether the disk is waited for."""

    people: int = 100_000
    facts: int = 450_000
    is_durable: bool = True


def take_hr(say: Say, sizes: HrSizes = HrSizes()) -> Iterator[Figure]:
    """Processor time of the process and of PostgreSQL together. The clock has counted what it counts."""
    with rig(durable=sizes.is_durable) as ground:
        say(f"hr: {sizes.people:,} people with {sizes.facts:,} facts settle in")
        make_company(ground, sizes.people, sizes.facts)
        with ground.copy_of(TEMPLATE) as settings:
            steps = measure_steps(settings)
            yield steps.figure(DRY_RUN, "s", target=at_most(1.5))
            yield steps.figure(KEEPING, "s")
            say("  pages")
            pages = measure_pages(settings)
            for path in pages.taken[0]:
                yield pages.figure(path, "ms", target=at_most(100))


group = Group("hr", take_hr)
