"""Everyone on a board of people in its order, as columns of numbers; from and to the bytes that are stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from app.leaderboards.packed_ranking import ENTRY, ROW

Numbers = npt.NDArray[np.int64]

SCORE_COLUMNS = np.dtype([("person_id", ">i8"), ("score", ">i8"), ("reached_at", ">i8")])
"""How the database packs what a person has: moments are microseconds, from wherever the database counts them."""
ROW_COLUMNS = np.dtype([("person_id", ">i8"), ("score", ">i8"), ("rank", ">i4")])
ENTRY_COLUMNS = np.dtype([("person_id", ">i8"), ("place", ">i4")])
MOMENT = np.dtype(">i8")
assert (ROW_COLUMNS.itemsize, ENTRY_COLUMNS.itemsize) == (ROW.size, ENTRY.size), "Both name the same layout."


@dataclass(frozen=True, eq=False)
class BoardOrder:
    """Everyone in board order: the higher score first, then the score reached first, then the lower id."""

    person_ids: Numbers
    scores: Numbers
    reached: Numbers

    def __len__(self) -> int:
        """How many people."""
        return len(self.person_ids)

    @cached_property
    def falling_scores(self) -> Numbers:
        """The scores with the opposite sign, so that they rise."""
        return -self.scores

    @cached_property
    def places_by_person(self) -> Numbers:
        """The places, from 0, in the order of people's ids."""
        return np.argsort(self.person_ids, kind="stable")

    @cached_property
    def sorted_ids(self) -> Numbers:
        """The ids in order."""
        return self.person_ids[self.places_by_person]

    @property
    def nbytes(self) -> int:
        """The memory that it takes, with everything that is worked out of it."""
        return 6 * self.person_ids.nbytes

    def is_equal_to(self, other: BoardOrder) -> bool:
        """Whether the same people stand in the same places with the same scores, reached at the same moments."""
        columns = ((self.person_ids, other.person_ids), (self.scores, other.scores), (self.reached, other.reached))
        return all(np.array_equal(own, others) for own, others in columns)

    def find_places(self, people: Numbers) -> Numbers:
        """The place of each of these people, from 1; 0 for whoever is not there."""
        if len(self) == 0:
            return np.zeros(len(people), np.int64)
        positions = np.minimum(np.searchsorted(self.sorted_ids, people), len(self) - 1)
        return np.where(self.sorted_ids[positions] == people, self.places_by_person[positions] + 1, 0)

    def count_ahead(self, score: int, reached: int, person_id: int) -> tuple[int, int]:
        """How many stand before somebody with this score, reached at that moment; and how many have a strictly higher score."""
        higher, lower = (int(np.searchsorted(self.falling_scores, -score, side)) for side in ("left", "right"))
        earlier, later = (
            higher + int(np.searchsorted(self.reached[higher:lower], reached, side)) for side in ("left", "right")
        )
        return earlier + int(np.searchsorted(self.person_ids[earlier:later], person_id)), higher


def order_scores(packed: bytes) -> BoardOrder:
    """Put what people have (SCORE_COLUMNS, in any order) in board order."""
    columns = np.frombuffer(packed, SCORE_COLUMNS)
    ids, scores, reached = (columns[name].astype(np.int64) for name in ("person_id", "score", "reached_at"))
    order = np.lexsort((ids, reached, -scores))
    return BoardOrder(ids[order], scores[order], reached[order])


def pack_order(order: BoardOrder) -> bytes:
    """The rows and the entries, as app/leaderboards/packed_ranking.py says."""
    rows, entries = np.empty(len(order), ROW_COLUMNS), np.empty(len(order), ENTRY_COLUMNS)
    rows["person_id"], rows["score"], rows["rank"] = order.person_ids, order.scores, list_shared_ranks(order.scores)
    entries["person_id"], entries["place"] = order.sorted_ids, order.places_by_person + 1
    return rows.tobytes() + entries.tobytes()


def pack_moments(order: BoardOrder) -> bytes:
    """When each reached their score, in board order."""
    return order.reached.astype(MOMENT).tobytes()


def unpack_order(packed: bytes, moments: bytes) -> BoardOrder:
    """The order that `pack_order` and `pack_moments` packed."""
    people = len(moments) // MOMENT.itemsize
    rows = np.frombuffer(packed, ROW_COLUMNS, count=people)
    return BoardOrder(
        rows["person_id"].astype(np.int64),
        rows["score"].astype(np.int64),
        np.frombuffer(moments, MOMENT).astype(np.int64),
    )


def is_whole_order(packed: bytes, moments: bytes) -> bool:
    """Whether these bytes are about the same number of people."""
    people = len(moments) // MOMENT.itemsize
    return (len(packed), len(moments)) == (people * (ROW.size + ENTRY.size), people * MOMENT.itemsize)


def list_shared_ranks(scores: Numbers) -> Numbers:
    """The rank of each score, scores in board order: one more than the number of strictly higher scores."""
    return np.searchsorted(-scores, -scores, side="left") + 1
