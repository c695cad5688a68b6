"""The outcome of a draw: winners and alternates in one order of ranks, with the seats of each group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from missions.contests.draw.apportionment import share_out_seats
from missions.contests.draw.entries import FrozenEntries, count_holders_by_group
from missions.contests.draw.order import compute_holder_numbers, compute_place_number

Numbered = tuple[bytes, str]
"""A pseudonym behind its number: they sort by number, then by pseudonym."""


@dataclass(frozen=True, kw_only=True)
class RankedHolder:
    """A holder and the draw's number of theirs: winners come first, then alternates, then everybody else."""

    rank: int
    pseudonym: str
    group: str


@dataclass(frozen=True, kw_only=True)
class DrawOutcome:
    """Who won, who follows when a prize is declined, and the seats that each group had."""

    winners: tuple[RankedHolder, ...]
    alternates: tuple[RankedHolder, ...]
    seats: Mapping[str, int]


def draw_outcome(entries: FrozenEntries, final_seed: str) -> DrawOutcome:
    """The outcome: the same for the same entries and seed, whatever order the entries were read in."""
    numbers = compute_holder_numbers(final_seed, entries.pseudonyms, entries.tickets)
    return _draw_by_numbers(entries, final_seed, numbers)


def rank_everybody(entries: FrozenEntries, final_seed: str) -> tuple[DrawOutcome, list[RankedHolder]]:
    """The outcome, and all holders by rank: winners, alternates, then the others in the order of their numbers."""
    numbers = compute_holder_numbers(final_seed, entries.pseudonyms, entries.tickets)
    outcome = _draw_by_numbers(entries, final_seed, numbers)
    first = [*outcome.winners, *outcome.alternates]
    placed, groups = {holder.pseudonym for holder in first}, dict(zip(entries.pseudonyms, entries.groups, strict=True))
    others = (name for _, name in sorted(zip(numbers, entries.pseudonyms, strict=True)) if name not in placed)
    return outcome, [*first, *_rank_holders(others, groups, after=len(first))]


def _draw_by_numbers(entries: FrozenEntries, final_seed: str, numbers: list[bytes]) -> DrawOutcome:
    conditions = entries.conditions
    if conditions.heads is None or conditions.apportionment is None:
        seats = {"": min(conditions.seats, len(numbers))}
        ordered = nsmallest(conditions.seats + conditions.alternates, zip(numbers, entries.pseudonyms, strict=True))
        winners, alternates = ordered[: conditions.seats], ordered[conditions.seats :]
    else:
        holders = count_holders_by_group(entries)
        seats = share_out_seats(conditions.apportionment, conditions.seats, conditions.heads, holders)
        winners, alternates = _draw_in_groups(entries, numbers, seats)
        winners.sort(key=lambda numbered: (compute_place_number(final_seed, numbered[1]), numbered[1]))
    groups = dict(zip(entries.pseudonyms, entries.groups, strict=True)) if conditions.heads else {}
    return DrawOutcome(
        winners=tuple(_rank_holders((name for _, name in winners), groups, after=0)),
        alternates=tuple(_rank_holders((name for _, name in alternates), groups, after=len(winners))),
        seats=seats,
    )


def _draw_in_groups(
    entries: FrozenEntries, numbers: list[bytes], seats: Mapping[str, int]
) -> tuple[list[Numbered], list[Numbered]]:
    """The winners of all groups, and their alternates by number: a group has its share of them, rounded up."""
    places: dict[str, list[int]] = {group: [] for group in seats}
    for place, group in enumerate(entries.groups):
        places[group].append(place)
    all_seats, winners, alternates = max(1, sum(seats.values())), list[Numbered](), list[Numbered]()
    for group, own_seats in seats.items():
        own_alternates = -(-entries.conditions.alternates * own_seats // all_seats)
        members = ((numbers[place], entries.pseudonyms[place]) for place in places[group])
        ordered = nsmallest(own_seats + own_alternates, members)
        winners += ordered[:own_seats]
        alternates += ordered[own_seats:]
    return winners, sorted(alternates)


def _rank_holders(pseudonyms: Iterable[str], groups: Mapping[str, str], *, after: int) -> Iterator[RankedHolder]:
    for rank, pseudonym in enumerate(pseudonyms, after + 1):
        yield RankedHolder(rank=rank, pseudonym=pseudonym, group=groups.get(pseudonym, ""))
