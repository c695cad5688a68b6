"""Computes what groups reached: brings the running totals up to date, then reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.kernel import clock
from app.kernel.disclosure import DisclosureGate
from app.leaderboards.comparison import GroupTotals
from app.leaderboards.groups.queries import read_group_totals
from app.leaderboards.measure import measures_by_name
from app.leaderboards.models import Board
from app.leaderboards.periods import BoardWindow, list_history_periods
from app.leaderboards.queries import BOARDS_ZONE, compute_board_time_span, list_current_boards
from app.leaderboards.running.service import count_all_changes, count_changes
from app.leaderboards.subject import PERSON


def compute_group_totals(board: Board, windows: Sequence[BoardWindow], gate: DisclosureGate) -> list[list[GroupTotals]]:
    """For each window: who is in each group of the board, and what it reached by the ledger of this moment."""
    return read_group_totals(board, count_changes(measures_by_name()[board.measure], windows), gate)


def count_changes_of_all_boards() -> None:
    """Count what changed since the last builds, and drop the windows that no board needs any more."""
    count_all_changes(_iterate_needed_windows())


def _iterate_needed_windows() -> Iterator[tuple[str, BoardWindow]]:
    now = clock.now()
    history = [period.window for period in list_history_periods(now.astimezone(BOARDS_ZONE))]
    for board in list_current_boards():
        if board.subject != PERSON:
            yield from ((board.measure, window) for window in (compute_board_time_span(board, now), *history))
