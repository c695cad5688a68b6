"""Makes the moves of a version from those of the one before, and makes a whole ranking of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.leaderboards.packed_ranking import ROW, PackedRows
from app.leaderboards.people.moves import MOVE_COLUMNS, RankingMoves
from app.leaderboards.people.order import BoardOrder, Numbers

RANK_SIZE = 4


@dataclass(frozen=True)
class CurrentScore:
    """What one person has at this moment, and when they reached it, in microseconds."""

    score: int
    reached: int


def move_people(
    base: BoardOrder, moves: RankingMoves, changed: Numbers, now: Mapping[int, CurrentScore]
) -> RankingMoves:
    """The moves after these people changed: `now` has those of them who appear and have a score. `changed` is in order, without doubles."""
    kept = moves.rows[~np.isin(moves.ids, changed)]
    places = base.find_places(changed)
    moved = [
        _build_move(base, person_id, place, now.get(person_id))
        for person_id, place in zip(changed.tolist(), places.tolist(), strict=True)
        if not _stands_as_before(base, place, now.get(person_id))
    ]
    rows = np.concatenate([kept, np.array(moved, MOVE_COLUMNS)], dtype=MOVE_COLUMNS)
    return RankingMoves(moves.base_people, rows[np.argsort(rows["person_id"], kind="stable")])


def say_the_same_of(changed: Numbers, base: BoardOrder, before: RankingMoves, after: RankingMoves) -> bool:
    """Whether everybody stands where they stood, with the score they had: only `changed` may differ."""
    return all(
        _find_place_and_score(base, before, *of_person) == _find_place_and_score(base, after, *of_person)
        for of_person in zip(changed.tolist(), base.find_places(changed).tolist(), strict=True)
    )


def apply_moves(base: BoardOrder, moves: RankingMoves) -> BoardOrder:
    """The whole ranking with the moves made."""
    standing, empty = moves.standing, moves.removed - 1
    at = moves.places - 1 - np.arange(len(standing))

    def merge_column(column: Numbers, name: str) -> Numbers:
        return np.insert(np.delete(column, empty), at, standing[name].astype(np.int64))

    return BoardOrder(
        merge_column(base.person_ids, "person_id"),
        merge_column(base.scores, "score"),
        merge_column(base.reached, "reached_at"),
    )


def _stands_as_before(base: BoardOrder, place: int, now: CurrentScore | None) -> bool:
    if now is None or not place:
        return now is None and not place
    return CurrentScore(int(base.scores[place - 1]), int(base.reached[place - 1])) == now


def _build_move(base: BoardOrder, person_id: int, place: int, now: CurrentScore | None) -> tuple[int, ...]:
    if now is None:
        return person_id, 0, 0, place, 0, 0
    return person_id, now.score, now.reached, place, *base.count_ahead(now.score, now.reached, person_id)


def _find_place_and_score(base: BoardOrder, moves: RankingMoves, person_id: int, place: int) -> tuple[int, bytes]:
    if person_id in moves.place_by_person:
        row = moves.find_row(person_id)
    elif place:
        row = moves.move_row(PackedRows(place, ROW.pack(person_id, int(base.scores[place - 1]), 1)))
    else:
        row = None
    return (0, b"") if row is None else (row.first, row.rows[: ROW.size - RANK_SIZE])
