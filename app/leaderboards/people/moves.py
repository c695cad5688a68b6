"""Who moved since a whole ranking was stored: what a version holds beside it, and how the two are read as one."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from app.leaderboards.packed_ranking import PackedRows
from app.leaderboards.people.order import ROW_COLUMNS, Numbers

MOVE_COLUMNS = np.dtype(
    [
        ("person_id", ">i8"),
        ("score", ">i8"),
        ("reached_at", ">i8"),
        ("place", ">i4"),
        ("above", ">i4"),
        ("higher", ">i4"),
    ]
)
"""One who moved: what they have now (no score: they are gone), their place in the whole ranking (0: none), how many of its rows
would stand above them, and how many of these have a strictly higher score."""
Rows = npt.NDArray[np.void]
HEAD = struct.Struct(">q")
"""How many people are in the whole ranking."""
_NOTHING = (np.empty(0, np.int64), np.empty(0, ROW_COLUMNS))


@dataclass(frozen=True, eq=False)
class RankingMoves:
    """Those who moved, in the order of their ids, over a whole ranking of `base_people`. Everyone else stands as there, closed up."""

    base_people: int
    rows: npt.NDArray[np.void]

    def __len__(self) -> int:
        """How many moved."""
        return len(self.rows)

    @cached_property
    def packed(self) -> bytes:
        """The bytes that are stored."""
        return HEAD.pack(self.base_people) + self.rows.tobytes()

    @cached_property
    def digest(self) -> str:
        """The hash of the bytes."""
        return hash_moves(self.packed)

    @cached_property
    def ids(self) -> Numbers:
        """Who moved, in order."""
        return self._column("person_id")

    @cached_property
    def removed(self) -> Numbers:
        """The places of the whole ranking that are empty now, in order."""
        places = self._column("place")
        return np.sort(places[places > 0])

    @cached_property
    def standing(self) -> npt.NDArray[np.void]:
        """Those who moved and have a score, in board order."""
        live = self.rows[self._column("score") > 0]
        return live[np.lexsort((live["person_id"], live["reached_at"], -live["score"].astype(np.int64)))]

    @cached_property
    def places(self) -> Numbers:
        """Their places in this version."""
        above = self._above
        return above - np.searchsorted(self.removed, above, "right") + np.arange(len(above)) + 1

    @cached_property
    def ranks(self) -> Numbers:
        """Their ranks in this version."""
        higher, scores = self.standing["higher"].astype(np.int64), self._falling_scores
        return higher - np.searchsorted(self.removed, higher, "right") + np.searchsorted(scores, scores, "left") + 1

    @property
    def people(self) -> int:
        """How many people the version has."""
        return self.base_people - len(self.removed) + len(self.standing)

    @cached_property
    def place_by_person(self) -> dict[int, int]:
        """The place of each who moved; 0 for whoever is gone."""
        gone = dict.fromkeys(self.ids.tolist(), 0)
        return gone | dict(zip(self.standing["person_id"].tolist(), self.places.tolist(), strict=True))

    def find_row(self, person_id: int) -> PackedRows | None:
        """The row of somebody who moved; None when they are gone."""
        place = self.place_by_person[person_id]
        return self._merge_rows(place, place + 1, *_NOTHING) if place else None

    def move_row(self, match: PackedRows) -> PackedRows:
        """The row of somebody who did not move, with its place and rank in this version."""
        (place,), rows = self._move_rows(match)
        return PackedRows(int(place), rows.tobytes())

    def span_in_base(self, first: int, count: int) -> tuple[int, int]:
        """The rows of the whole ranking among `count` rows of this version from the place `first` on: first place and number."""
        begins, ends = (self._base_place(place) for place in (first, first + count))
        return begins, ends - begins

    def merge_slice(self, first: int, count: int, base: PackedRows) -> PackedRows:
        """So many rows of this version, as far as there are: `base` has those of the whole ranking that `span_in_base` names."""
        return self._merge_rows(first, first + count, *self._move_rows(base))

    def _merge_rows(self, first: int, end: int, places: Numbers, rows: Rows) -> PackedRows:
        low, high = np.searchsorted(self.places, [first, end])
        moved = np.empty(high - low, ROW_COLUMNS)
        for name in ("person_id", "score"):
            moved[name] = self.standing[name][low:high]
        moved["rank"] = self.ranks[low:high]
        every_place = np.concatenate([places, self.places[low:high]])
        order = np.argsort(every_place, kind="stable")
        inside = order[(every_place[order] >= first) & (every_place[order] < end)]
        return PackedRows(first, np.concatenate([rows, moved], dtype=ROW_COLUMNS)[inside].tobytes())

    def _move_rows(self, base: PackedRows) -> tuple[Numbers, Rows]:
        rows = np.frombuffer(base.rows, ROW_COLUMNS)
        places = np.arange(base.first, base.first + len(rows))
        empty = np.searchsorted(self.removed, places)
        stays = np.searchsorted(self.removed, places, "right") == empty
        staying = rows[stays].copy()
        ranks = staying["rank"].astype(np.int64)
        higher = np.searchsorted(self._falling_scores, -staying["score"].astype(np.int64), "left")
        staying["rank"] = ranks - np.searchsorted(self.removed, ranks) + higher
        ahead = np.searchsorted(self._above, places[stays], "left") - empty[stays]
        return places[stays] + ahead, staying

    def _base_place(self, place: int) -> int:
        """The place in the whole ranking of the first who did not move and stands at `place` of this version or behind it."""
        staying = place - int(np.searchsorted(self.places, place, "left"))
        return staying + int(np.searchsorted(self.removed - np.arange(len(self.removed)), staying, "right"))

    @cached_property
    def _above(self) -> Numbers:
        return self.standing["above"].astype(np.int64)

    @cached_property
    def _falling_scores(self) -> Numbers:
        return -self.standing["score"].astype(np.int64)

    def _column(self, name: str) -> Numbers:
        return self.rows[name].astype(np.int64)


def no_moves(base_people: int) -> RankingMoves:
    """The moves of a version that is the whole ranking itself."""
    return RankingMoves(base_people, np.empty(0, MOVE_COLUMNS))


def hash_moves(packed: bytes) -> str:
    """The hash under which packed moves are kept."""
    return hashlib.sha256(packed).hexdigest()


def unpack_moves(packed: bytes) -> RankingMoves:
    """The moves that `packed` stores."""
    (base_people,) = HEAD.unpack_from(packed)
    return RankingMoves(base_people, np.frombuffer(packed, MOVE_COLUMNS, offset=HEAD.size))
