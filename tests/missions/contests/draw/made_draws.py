"""Draws made up from a number: their entries, their seed and their minutes, the same each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from random import Random

from missions.contests.draw.beacon import BeaconValue
from missions.contests.draw.entries import DrawConditions, FrozenEntries, TicketHolder, freeze_entries
from missions.contests.draw.minutes import DrawRecord, build_minutes
from missions.contests.draw.pseudonyms import derive_pseudonym
from missions.contests.draw.seed import compute_commitment, derive_final_seed

ROUND_1000 = BeaconValue(
    round=1000,
    randomness="fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
    signature="b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
)
"""A value that quicknet published."""


def make_seed(number: int) -> bytes:
    """The seed of that number."""
    return sha256(f"seed {number}".encode()).digest()


def make_holders(groups: Sequence[tuple[str, int]]) -> list[TicketHolder]:
    """A holder for each pair of a group and a number of tickets."""
    return [
        TicketHolder(derive_pseudonym(b"secret", "sapin", number), tickets, group)
        for number, (group, tickets) in enumerate(groups)
    ]


def make_entries(
    holders: Sequence[TicketHolder],
    *,
    seats: int = 2,
    alternates: int = 2,
    cap: int = 5,
    method: str = "sainte-lague",
    heads: Mapping[str, int] | None = None,
    seed: int = 0,
) -> FrozenEntries:
    """The frozen entries of a first draw."""
    conditions = DrawConditions(
        contest="sapin",
        number=1,
        seats=seats,
        alternates=alternates,
        ticket_cap=cap,
        commitment=compute_commitment(make_seed(seed), "sapin", 1),
        apportionment=None if heads is None else method,
        heads=heads,
        beacon_round=1000 if seed % 2 else None,
    )
    return freeze_entries(conditions, holders)


def make_final_seed(entries: FrozenEntries, seed: int = 0) -> str:
    """The seed that decides."""
    return derive_final_seed(make_seed(seed), entries, randomness=ROUND_1000.randomness if seed % 2 else None)


@dataclass(frozen=True)
class PublishedDraw:
    """Both files of a draw."""

    entries: bytes
    minutes: bytes


def publish_draw(entries: FrozenEntries, seed: int = 0) -> PublishedDraw:
    """Both files, as the service publishes them."""
    record = DrawRecord(
        committed_at=datetime(2026, 11, 1, 8, tzinfo=UTC),
        frozen_at=datetime(2026, 11, 20, 17, tzinfo=UTC),
        drawn_at=datetime(2026, 11, 20, 17, 10, tzinfo=UTC),
        seed=make_seed(seed),
        beacon=ROUND_1000 if seed % 2 else None,
    )
    return PublishedDraw(entries.content, build_minutes(entries, record))


def make_random_entries(number: int) -> FrozenEntries:
    """A small contest of its own kind for each number: plain or shared out either way, with few or many entries and seats."""
    random = Random(number)
    names = [f"Région {letter}" for letter in "ABCÉ𝒵"[: random.randint(1, 5)]]
    pairs = [(random.choice(names), random.randint(1, 4)) for _ in range(random.choice([0, 1, 2, 9, 25]))]
    counts = {name: sum(group == name for group, _ in pairs) + random.randint(0, 6) for name in names}
    return make_entries(
        make_holders(pairs),
        seats=random.randint(1, 12),
        alternates=random.randint(0, 5),
        method=random.choice(["sainte-lague", "hamilton"]),
        heads=random.choice([None, counts, counts]),
        seed=number,
    )
