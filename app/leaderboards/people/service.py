"""Computes the next version of a board of people: who moved since the last one, or everybody."""

from __future__ import annotations

import hashlib

import numpy as np
from sqlalchemy import insert, text

from app.kernel.database import session
from app.leaderboards.models import Board, Snapshot
from app.leaderboards.people import queries, statements
from app.leaderboards.people.memory import get_ranking_memory
from app.leaderboards.people.models import BoardChange
from app.leaderboards.people.moving import apply_moves, move_people, say_the_same_of
from app.leaderboards.people.order import BoardOrder, pack_moments, pack_order
from app.leaderboards.ranking_cache import get_ranking_cache

FEW_CHANGES = 100
CHANGED_SHARE = 8
"""When more people changed than FEW_CHANGES, and more than one in so many, everybody is counted: that is cheaper."""
MOVED_SHARE = 64
"""When more than one in so many moved, a version is stored whole: versions with few moves have then cost as much room together."""


def fill_in_next_ranking(board: Board, last: Snapshot | None, version: Snapshot) -> bool:
    """Fill in the ranking of `version`: by who changed since the last one, or by a count of everybody where that is not enough.

    True when the last version still says the same; nothing is filled in then.
    """
    if last is not None and last.digest is not None:
        base, changed = queries.load_base_order(last), queries.list_changed_people(board, last, version)
        if base is not None and changed is not None and len(changed) <= max(FEW_CHANGES, len(base) // CHANGED_SHARE):
            return _fill_in_moves(board, last, version, base=base, changed_people=changed)
    order = queries.compute_whole_order(board, version)
    if last is not None and _is_the_order_of(last, order):
        return True
    _fill_in_order(version, order)
    return False


def note_everybody_changed() -> None:
    """Let the next build of each board of people count everybody."""
    session().execute(insert(BoardChange).values(person_id=None))


def forget_changes_that_boards_have_read() -> None:
    """Delete what no board of people will read again."""
    session().execute(text(statements.FORGET_BOARD_CHANGES))


def _fill_in_moves(
    board: Board, last: Snapshot, version: Snapshot, *, base: BoardOrder, changed_people: list[int]
) -> bool:
    changed, before = np.array(changed_people, np.int64), queries.load_moves(last, base)
    now = queries.read_current_scores(board, version, changed_people) if changed_people else {}
    after = move_people(base, before, changed, now)
    if after.packed == before.packed:
        return True
    if len(after) * MOVED_SHARE > len(base):
        _fill_in_order(version, apply_moves(base, after))
        return False
    is_same = say_the_same_of(changed, base, before, after)
    stored = (
        last if is_same else version
    )  # Who reached the same place at another moment is noted, and no reader sees it.
    stored.digest, stored.base_id, stored.people = last.digest, last.base_id or last.id, after.people
    stored.moves, stored.moves_digest = (after.packed, after.digest) if len(after) else (None, None)
    if len(after):
        get_ranking_cache().store_ranking_copy(after.digest, after.packed)
        get_ranking_memory().moves.keep(after.digest, after, len(after.packed))
    return is_same


def _fill_in_order(version: Snapshot, order: BoardOrder) -> None:
    packed = pack_order(order)
    moments = pack_moments(order)
    digest = hashlib.sha256(packed + moments).hexdigest()
    version.people, version.roll, version.digest, version.moments = len(order), packed, digest, moments
    # The key is the hash of the content: the copy is right even if this transaction is undone, and is there with the version.
    get_ranking_cache().store_ranking_copy(digest, packed)
    get_ranking_memory().orders.keep(digest, order, order.nbytes)


def _is_the_order_of(last: Snapshot, order: BoardOrder) -> bool:
    base = queries.read_base_order(last)
    return base is not None and apply_moves(base, queries.load_moves(last, base)).is_equal_to(order)
