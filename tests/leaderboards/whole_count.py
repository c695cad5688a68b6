"""Judges a board of people by a count of everybody in the database."""

from __future__ import annotations

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards.measure import measures_by_name
from app.leaderboards.models import Board
from app.leaderboards.people import queries as people_queries
from app.leaderboards.people.moving import apply_moves
from app.leaderboards.people.order import pack_order
from app.leaderboards.queries import build_measure_parameters, compute_board_time_span, find_last_snapshot
from tests.leaderboards.ranked_in_sql import select_packed_ranking


def check_boards_are_right() -> None:
    """The last version of each board is as the database ranks everybody at this moment."""
    with transaction():
        for board in session().scalars(select(Board).order_by(Board.id)).all():
            assert read_last_ranking(board) == rank_in_sql(board), board.slug


def rank_in_sql(board: Board) -> bytes:
    """Everyone on the board at this moment, ranked and packed by the database."""
    window = compute_board_time_span(board, clock.now())
    statement = text(select_packed_ranking(measures_by_name()[board.measure]))
    row = session().execute(statement, build_measure_parameters(board, window)).one()
    return bytes(row.rows) + bytes(row.entries)


def read_last_ranking(board: Board) -> bytes:
    """Everyone on the last version, whatever it is stored as."""
    last = find_last_snapshot(board)
    base = None if last is None else people_queries.read_base_order(last)
    assert last is not None, "It is published."
    assert base is not None, "It stands on a whole ranking."
    return pack_order(apply_moves(base, people_queries.load_moves(last, base)))
