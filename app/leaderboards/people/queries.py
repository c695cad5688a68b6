"""Every read that a build of a board of people needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from sqlalchemy import TextClause, text

from app.kernel.database import session
from app.kernel.reading import ReadRow, read_rows, read_value, write_for_driver
from app.leaderboards.measure import measures_by_name
from app.leaderboards.models import Board, Snapshot
from app.leaderboards.people import statements
from app.leaderboards.people.memory import get_ranking_memory
from app.leaderboards.people.moves import RankingMoves, hash_moves, no_moves, unpack_moves
from app.leaderboards.people.moving import CurrentScore
from app.leaderboards.people.order import SCORE_COLUMNS, BoardOrder, is_whole_order, order_scores, unpack_order
from app.leaderboards.people.statements import MOVE_WHO_APPEARS
from app.leaderboards.queries import build_measure_parameters, compute_board_time_span, find_packed_moves
from app.leaderboards.ranking_cache import get_ranking_cache

MOST_KEPT_PEOPLE = 32_768
"""People of a packed ranking that a process keeps whole in its memory: one megabyte."""
MOST_FACTS = 20_000
"""Facts of each shard since a version, from which everybody is counted again."""

_ROLL = write_for_driver("select roll from snapshot where id = :snapshot_id")


class VersionGone(Exception):
    """A version is no longer stored: several newer ones were published while it was read."""


def compute_whole_order(board: Board, version: Snapshot) -> BoardOrder:
    """Everyone who appears and has a score at this moment, by every line of the window."""
    return order_scores(_read_packed_scores(_select_scores(board.measure), board, version))


def read_current_scores(board: Board, version: Snapshot, people: Sequence[int]) -> dict[int, CurrentScore]:
    """What those of these people have who appear and have a score."""
    packed = _read_packed_scores(_select_scores_of_some(board.measure), board, version, people=list(people))
    columns = np.frombuffer(packed, SCORE_COLUMNS).tolist()
    return {person_id: CurrentScore(score, reached) for person_id, score, reached in columns}


def list_changed_people(board: Board, last: Snapshot, version: Snapshot) -> list[int] | None:
    """Who may stand elsewhere than in the last version, in order; None when everybody must be counted."""
    if last.seen_tx > version.seen_tx or last.as_of > version.as_of:
        return None
    if compute_board_time_span(board, last.as_of) != compute_board_time_span(board, version.as_of):
        return None
    measure = measures_by_name()[board.measure]
    parameters = {
        "seen_tx": last.seen_tx,
        "as_of": last.as_of,
        "now": version.as_of,
        "detail": board.detail,
        "most": MOST_FACTS,
        "kinds": sorted(MOVE_WHO_APPEARS | measure.moved_by | {"policy.changed"}),
        "about_people": sorted(MOVE_WHO_APPEARS),
    }
    people = list(session().scalars(_select_changed_people(board.measure), parameters))
    return None if None in people else sorted(people)


def load_base_order(version: Snapshot) -> BoardOrder | None:
    """The whole ranking on which a version stands; None when it does not tell when scores were reached."""
    orders, digest = get_ranking_memory().orders, version.digest or ""
    order = orders.find(digest) or read_base_order(version)
    if order is not None:
        orders.keep(digest, order, order.nbytes)
    return order


def read_base_order(version: Snapshot) -> BoardOrder | None:
    """The same from PostgreSQL, as it is stored there; None also when it is not whole."""
    base = session().get_one(Snapshot, version.base_id or version.id)
    is_whole = base.roll is not None and base.moments is not None and is_whole_order(base.roll, base.moments)
    return unpack_order(base.roll or b"", base.moments or b"") if is_whole else None


def load_moves(version: Snapshot, base: BoardOrder) -> RankingMoves:
    """Who moved in a version since the whole ranking on which it stands."""
    return no_moves(len(base)) if version.moves_digest is None else read_moves(version.moves_digest, version.id)


def read_moves(digest: str, snapshot_id: int | None) -> RankingMoves:
    """The moves of that digest: from memory, from Redis, or from the snapshot that has them. Raises VersionGone."""
    moves = get_ranking_memory().moves.find(digest)
    if moves is None:
        packed = _find_whole_copy(digest) or find_packed_moves(snapshot_id)
        if packed is None:
            raise VersionGone
        moves = unpack_moves(packed)
        if moves.digest == digest:  # A version may have got other moves since its head was read.
            get_ranking_memory().moves.keep(digest, moves, len(packed))
    return moves


def read_stored_rows(statement: str, parameters: Mapping[str, object]) -> list[ReadRow]:
    """The rows of a statement that always has some from a version that is stored. Raises VersionGone."""
    rows = read_rows(statement, parameters)
    if not rows:
        raise VersionGone
    return rows


def _find_whole_copy(digest: str) -> bytes | None:
    """The copy in Redis, unless it is damaged: the next version is built on it."""
    copy = get_ranking_cache().find_copy(digest)
    return copy if copy is not None and hash_moves(copy) == digest else None


def find_small_ranking(digest: str, snapshot_id: int | None, people: int) -> bytes | None:
    """The packed ranking of that digest, small enough to be kept in memory; None when it is not, or no longer exists. Read from PostgreSQL, for it is kept long."""
    if people > MOST_KEPT_PEOPLE:
        return None
    kept = get_ranking_memory().rankings
    ranking = kept.find(digest)
    if ranking is None:
        ranking = read_value(_ROLL, {"snapshot_id": snapshot_id})
        if ranking is not None:
            kept.keep(digest, ranking, len(ranking))
    return ranking


def _read_packed_scores(statement: TextClause, board: Board, version: Snapshot, **more: object) -> bytes:
    window = compute_board_time_span(board, version.as_of)
    parameters = build_measure_parameters(board, window) | {"now": version.as_of} | more
    return bytes(session().execute(statement, parameters).scalar_one())


@cache
def _select_scores(measure: str) -> TextClause:
    return text(statements.select_packed_scores(measures_by_name()[measure]))


@cache
def _select_scores_of_some(measure: str) -> TextClause:
    return text(statements.select_packed_scores_of_some(measures_by_name()[measure]))


@cache
def _select_changed_people(measure: str) -> TextClause:
    return text(statements.select_changed_people(measures_by_name()[measure]))
