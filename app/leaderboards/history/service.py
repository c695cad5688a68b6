"""Stores what groups reached in past weeks and months, again with each version: points are credited late, and corrected."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, tuple_

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import DisclosureGate
from app.leaderboards.comparison import ComparisonMethod, GroupRow, rank_and_merge_groups
from app.leaderboards.groups.service import compute_group_totals
from app.leaderboards.models import Board, GroupResult
from app.leaderboards.periods import HistoryPeriod, list_history_periods
from app.leaderboards.queries import BOARDS_ZONE
from app.leaderboards.subject import PERSON


def store_group_results(board_id: int, smallest_group: int) -> None:
    """Store the periods of a board of groups again, and delete those that are too old.

    Groups whose result is not detailed have no row. Nothing is stored of people.
    """
    board = session().get_one(Board, board_id)
    if board.subject == PERSON:
        return
    gate, periods = DisclosureGate(smallest_group), list_history_periods(clock.now().astimezone(BOARDS_ZONE))
    totals = compute_group_totals(board, [period.window for period in periods], gate)
    for period, groups in zip(periods, totals, strict=True):
        _store_period(board, period, rank_and_merge_groups(groups, gate=gate, how=ComparisonMethod.PER_HEAD))
    kept = [(period.kind, period.starts_on) for period in periods]
    is_old = tuple_(GroupResult.period, GroupResult.starts_on).not_in(kept)
    session().execute(delete(GroupResult).where(GroupResult.board_id == board_id, is_old))


def _store_period(board: Board, period: HistoryPeriod, groups: Sequence[GroupRow]) -> None:
    rows = [{"key": row.key, "name": row.name, "per_head": row.per_head} for row in groups if row.rank is not None]
    about = {"board_id": board.id, "period": period.kind, "starts_on": period.starts_on}
    session().execute(delete(GroupResult).filter_by(**about))
    if rows:
        session().execute(insert(GroupResult), [about | row for row in rows])
