"""The group `growth`: what the database does with a million facts in its journal, beside the same with four thousand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.bench.figure import Figure, Group, Say, at_most
from tests.bench.growth.filling import CompanySize, fill_company
from tests.bench.growth.measures import GrowthSizes, measure_intake, measure_rest, time_statements
from tests.bench.rig import Rig, rig
from tests.bench.rounds import by_turns

FEW, MANY = "few_facts", "many_facts"
PROMISED = ("who has facts waiting", "how far readers are behind", "the head of a board of people")


def take_growth(say: Say, sizes: GrowthSizes = GrowthSizes()) -> Iterator[Figure]:
    """The same company twice, with few facts and with many; only the length of the journal differs."""
    with rig(durable=sizes.is_durable) as ground:
        companies = {FEW: CompanySize(sizes.people, sizes.few), MANY: CompanySize(sizes.people, sizes.many)}
        for name, size in companies.items():
            say(f"growth: {size.people:,} people with {size.facts:,} facts settle in")
            ground.make_template(name, partial(fill_company, size))
        yield from _take_statements(ground, sizes)
        say(f"  at rest for {sizes.rest_for:g} s")
        yield from _take_rest(ground, sizes)
        say(f"  {sizes.new:,} new facts")
        yield from _take_intake(ground, companies, sizes)


def _take_statements(ground: Rig, sizes: GrowthSizes) -> Iterator[Figure]:
    few, many = time_statements(ground, FEW), time_statements(ground, MANY)
    targets = dict.fromkeys(PROMISED, at_most(2))
    for name, milliseconds in many.items():
        against = f"{name}, {sizes.few:,} facts"
        yield Figure(name=against, figure=few[name], unit="ms")
        yield Figure(name=f"{name}, {sizes.many:,} facts", figure=milliseconds, unit="ms", target=targets.get(name))


def _take_rest(ground: Rig, sizes: GrowthSizes) -> Iterator[Figure]:
    share = measure_rest(ground, MANY, sizes)
    yield Figure(name="the database at rest", figure=share, unit="% of a core", target=at_most(1))


def _take_intake(ground: Rig, companies: dict[str, CompanySize], sizes: GrowthSizes) -> Iterator[Figure]:
    names = {
        name: f"CPU time of the database for a fact, {size.facts:,} facts before" for name, size in companies.items()
    }

    def once() -> dict[str, float]:
        return {names[name]: measure_intake(ground, name, size, sizes) for name, size in companies.items()}

    rounds = by_turns(once, sizes.rounds)
    yield rounds.figure(names[FEW], "µs")
    yield rounds.figure(names[MANY], "µs", against=names[FEW], target=at_most(1.2))


group = Group("growth", take_growth)
