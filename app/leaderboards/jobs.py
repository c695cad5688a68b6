"""The boards' work for RQ: every second, publish the next version of those that are out of date."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.jobs import enqueue, job
from app.kernel.transaction import transaction
from app.leaderboards import queries, service


@job("leaderboards.refresh")
def refresh() -> None:
    """Ask for a build of each board that is out of date: at most one a second each, however fast points come."""
    with transaction():
        service.mark_turned()
        for board_id in queries.boards_due(clock.now()):
            enqueue("leaderboards.build", board_id, once=f"board:{board_id}")


@job("leaderboards.build")
def build_board(board_id: int) -> None:
    """Build one board, alone: a worker killed in the middle leaves a claim that ends by itself."""
    with transaction():
        if not service.claim(board_id):
            return
    with transaction():
        service.build(board_id, current_settings().smallest_group)
