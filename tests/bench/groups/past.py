"""The group `past`: what one more fact costs for people with a short past and with a long one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from tests.bench.figure import Figure, Group, Say, at_most
from tests.bench.past.company import PastSizes, fill_company_with_pasts
from tests.bench.past.measures import DATABASE, PYTHON, READERS, measure_pasts
from tests.bench.rig import rig
from tests.bench.rounds import Rounds, by_turns

TEMPLATE, UNIT = "pasts", "µs a fact"


def take_pasts(say: Say, sizes: PastSizes = PastSizes()) -> Iterator[Figure]:
    """Batches of one fact a person, beside the same for the people with the shortest past."""
    with rig() as ground:
        say(f"past: {sizes.people:,} people for each of {', '.join(f'{past:,}' for past in sizes.pasts)} facts")
        ground.make_template(TEMPLATE, partial(fill_company_with_pasts, sizes))

        def once() -> Mapping[str, float]:
            with ground.copy_of(TEMPLATE) as settings:
                return name_measures(measure_pasts(settings, sizes), sizes)

        yield from list_figures(by_turns(once, sizes.rounds), sizes)


def name_measures(taken: Mapping[tuple[str, int, str], float], sizes: PastSizes) -> dict[str, float]:
    """Each measure by its name in the report, and the sums of database and Python."""
    sums = {
        _name(reader, past): taken[reader, past, DATABASE] + taken[reader, past, PYTHON]
        for reader in READERS
        for past in sizes.pasts
    }
    return sums | {_name(reader, past, where): value for (reader, past, where), value in taken.items()}


def list_figures(rounds: Rounds, sizes: PastSizes) -> Iterator[Figure]:
    """Each reader with each past, beside the shortest one; and both shares for the shortest and the longest."""
    shortest, *longer = sizes.pasts
    for reader in READERS:
        yield rounds.figure(_name(reader, shortest), UNIT)
        for past in longer:
            yield rounds.figure(_name(reader, past), UNIT, against=_name(reader, shortest), target=at_most(1.2))
        for where in (DATABASE, PYTHON):
            for past in (shortest, longer[-1]):
                yield rounds.figure(_name(reader, past, where), UNIT)


def _name(reader: str, past: int, where: str = "") -> str:
    return f"CPU time of {reader}{f', {where}' if where else ''}, {past:,} facts before"


group = Group("past", take_pasts)
