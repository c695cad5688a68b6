"""Any slice of a version with moves is that of the whole ranking of the same people, ranks and places included: in memory, by chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.leaderboards.packed_ranking import ROW, PackedRows
from app.leaderboards.people.moves import RankingMoves, no_moves
from app.leaderboards.people.moving import CurrentScore, apply_moves, move_people
from app.leaderboards.people.order import SCORE_COLUMNS, BoardOrder, order_scores, pack_order
from tests.examples import examples

People = dict[int, CurrentScore]

scores = st.builds(CurrentScore, st.integers(1, 4), st.integers(0, 3))
companies = st.dictionaries(st.integers(1, 12), scores, max_size=12)
changes = st.dictionaries(st.integers(1, 14), st.one_of(st.none(), scores), max_size=6)


def order_people(people: People) -> BoardOrder:
    """Everybody in board order, as a whole count has them."""
    rows = [(person_id, now.score, now.reached) for person_id, now in people.items()]
    return order_scores(np.array(rows, SCORE_COLUMNS).tobytes())


def cut_rows(order: BoardOrder, first: int, count: int) -> bytes:
    """So many packed rows from a place on."""
    packed = pack_order(order)[: len(order) * ROW.size]
    return packed[(first - 1) * ROW.size :][: max(count, 0) * ROW.size]


def move_all(people: People, steps: list[dict[int, CurrentScore | None]]) -> tuple[BoardOrder, RankingMoves, People]:
    """The ranking of these people, those who moved after all the steps, and who has what then."""
    base, now = order_people(people), dict(people)
    moves = no_moves(len(base))
    for step in steps:
        now = {person_id: score for person_id, score in (now | step).items() if score is not None}
        moves = move_people(base, moves, np.array(sorted(step), np.int64), now)
    return base, moves, now


@pytest.mark.property
@settings(max_examples=examples(150), deadline=None)
@given(people=companies, steps=st.lists(changes, max_size=3))
def test_every_slice_and_every_row_is_that_of_a_whole_count(
    people: People, steps: list[dict[int, CurrentScore | None]]
) -> None:
    base, moves, now = move_all(people, steps)
    whole = order_people(now)
    assert moves.people == len(whole)
    assert pack_order(apply_moves(base, moves)) == pack_order(whole)
    for first in range(1, len(whole) + 2):
        for count in (1, 3, len(whole) + 1):
            begins, number = moves.span_in_base(first, count)
            slice_of_base = PackedRows(begins, cut_rows(base, begins, number))
            assert moves.merge_slice(first, count, slice_of_base).rows == cut_rows(whole, first, count)
    for place, person_id in enumerate(base.person_ids.tolist(), 1):
        if person_id not in moves.place_by_person:
            row = moves.move_row(PackedRows(place, cut_rows(base, place, 1)))
            assert row.rows == cut_rows(whole, row.first, 1)
            assert row.first == whole.find_places(np.array([person_id]))[0]
