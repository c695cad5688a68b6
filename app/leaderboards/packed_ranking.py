"""The roll of a board of people: everybody in order in one run of bytes, so that a place is found without reading the rest.

First the rows in their places, 20 bytes each: the person, the score, the shared rank. Then, sorted by person,
12 bytes each: the person and their place. Numbers are big-endian. A million people take 32 MB.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

ROW, ENTRY = struct.Struct(">qqi"), struct.Struct(">qi")


@dataclass(frozen=True)
class RankedPerson:
    """One row of a roll."""

    place: int
    rank: int
    person_id: int
    score: int


@dataclass(frozen=True)
class Slice:
    """Some rows that follow each other, from the place `first` on."""

    first: int
    rows: bytes


@dataclass(frozen=True)
class RankLookup:
    """What is wanted of a roll of so many people: `count` rows from the place `first` on, the rows of some, and those `around` one."""

    roll_of: int
    first: int
    count: int
    around: int
    person_id: int
    gone: Sequence[int]

    @property
    def is_nobodys(self) -> bool:
        """Whether rows are wanted, and nobody is looked for."""
        return not self.person_id and not self.gone

    @property
    def people(self) -> tuple[int, ...]:
        """Whose rows are looked for."""
        return (self.person_id, *self.gone)


@dataclass(frozen=True)
class LookupResult:
    """What was found: the rows asked for, those around the person, and the rows of the people looked for, where they have one."""

    page: Slice
    around: Slice
    found: tuple[Slice, ...]


def unpack_rows(cut: Slice) -> list[RankedPerson]:
    """The rows of a cut."""
    told = enumerate(ROW.iter_unpack(cut.rows), cut.first)
    return [RankedPerson(place, rank, person_id, score) for place, (person_id, score, rank) in told]


def renumber_rows(rows: Iterable[RankedPerson], gone: Sequence[RankedPerson]) -> list[RankedPerson]:
    """The rows without those who are gone, in the places and ranks that they would have had without them."""
    absent = {row.person_id for row in gone}
    return [
        replace(
            row,
            place=row.place - sum(one.place < row.place for one in gone),
            rank=row.rank - sum(one.score > row.score for one in gone),
        )
        for row in rows
        if row.person_id not in absent
    ]


def byte_range(first: int, count: int, people: int) -> tuple[int, int]:
    """Where rows begin and how many bytes they take: `count` from the place `first` on, as far as there are any."""
    begins = max(first, 1)
    return (begins - 1) * ROW.size, max(min(first + count - 1, people) - begins + 1, 0) * ROW.size
