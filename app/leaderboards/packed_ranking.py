"""The packed ranking of a board of people: every row in one run of bytes, so that a row is found without reading the rest.

First come the rows by place, 20 bytes each: person id, score, shared rank. Then come the entries by person id,
12 bytes each: person id, place. Numbers are big-endian. A million people take 32 MB.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ROW, ENTRY = struct.Struct(">qqi"), struct.Struct(">qi")


class RankedPerson(NamedTuple):
    """One row of a packed ranking."""

    place: int
    rank: int
    person_id: int
    score: int


@dataclass(frozen=True)
class PackedRows:
    """Consecutive packed rows, from the place `first` on."""

    first: int
    rows: bytes


@dataclass(frozen=True)
class LookupRequest:
    """What to read of a ranking: `count` rows from the place `first` on, the rows of some people, and `around` rows on each side of one."""

    ranking_size: int
    first: int
    count: int
    around: int
    person_id: int
    gone: Sequence[int]

    @property
    def is_without_person(self) -> bool:
        """Whether no person is looked for."""
        return not self.person_id and not self.gone

    @property
    def person_and_gone_ids(self) -> tuple[int, ...]:
        """The ids of the people whose rows are looked for; 0 stands for no person."""
        return (self.person_id, *self.gone)


@dataclass(frozen=True)
class LookupResult:
    """The rows of the page, those around the person, and the row of each person looked for who has one."""

    page: PackedRows
    around: PackedRows
    matches: tuple[PackedRows, ...]


def unpack_rows(rows_slice: PackedRows) -> list[RankedPerson]:
    """The rows of a slice."""
    packed = enumerate(ROW.iter_unpack(rows_slice.rows), rows_slice.first)
    return [RankedPerson(place, rank, person_id, score) for place, (person_id, score, rank) in packed]


def remove_gone_and_renumber_rows(rows: Iterable[RankedPerson], gone: Sequence[RankedPerson]) -> list[RankedPerson]:
    """The rows without those in `gone`, with the places and ranks that follow."""
    if not gone:
        return list(rows)
    gone_ids = {row.person_id for row in gone}
    return [
        row._replace(
            place=row.place - sum(absent.place < row.place for absent in gone),
            rank=row.rank - sum(absent.score > row.score for absent in gone),
        )
        for row in rows
        if row.person_id not in gone_ids
    ]


def byte_range_of_rows(first: int, count: int, people: int) -> tuple[int, int]:
    """The offset and length in bytes of `count` rows from the place `first` on, as far as there are rows."""
    begins = max(first, 1)
    return (begins - 1) * ROW.size, max(min(first + count - 1, people) - begins + 1, 0) * ROW.size


def look_up_rows(ranking: bytes, wanted: LookupRequest) -> LookupResult:
    """The rows that a lookup wants, from a whole packed ranking: the same as from its copy in Redis or from PostgreSQL."""
    places = {person: _find_place(ranking, wanted.ranking_size, person) for person in wanted.person_and_gone_ids}
    own, around = places[wanted.person_id], PackedRows(1, b"")
    if own:
        first = max(own - wanted.around, 1)
        around = _cut_rows(ranking, wanted, first, own + wanted.around - first + 1)
    return LookupResult(
        page=_cut_rows(ranking, wanted, wanted.first, wanted.count),
        around=around,
        matches=tuple(
            _cut_rows(ranking, wanted, places[person], 1) for person in wanted.person_and_gone_ids if places[person]
        ),
    )


def _cut_rows(ranking: bytes, wanted: LookupRequest, first: int, count: int) -> PackedRows:
    begins, length = byte_range_of_rows(first, count, wanted.ranking_size)
    return PackedRows(max(first, 1), ranking[begins : begins + length])


def _find_place(ranking: bytes, people: int, person_id: int) -> int:
    """The place of a person; 0 for one who is not in the ranking."""
    position = bisect_left(range(people), person_id, key=lambda nth: _unpack_entry(ranking, people, nth)[0])
    entry_person, place = _unpack_entry(ranking, people, position) if position < people else (0, 0)
    return place if entry_person == person_id else 0


def _unpack_entry(ranking: bytes, people: int, position: int) -> tuple[int, int]:
    person_id, place = ENTRY.unpack_from(ranking, people * ROW.size + position * ENTRY.size)
    return person_id, place
