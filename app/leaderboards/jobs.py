"""The jobs of boards: build a stale one, copy a packed ranking, look every second for what is due, and count what changed."""

from __future__ import annotations

from app.kernel.application import current_settings
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.groups.service import count_changes_of_all_boards
from app.leaderboards.history.service import store_group_results
from app.leaderboards.people.service import forget_changes_that_boards_have_read


@mark_as_job("leaderboards.refresh")
def enqueue_due_builds_and_copies() -> None:
    """Enqueue what is due: boards whose period turned or whose time has come, and copies that Redis lost."""
    with transaction():
        service.make_ended_period_boards_due()
        service.enqueue_due_builds()
        service.enqueue_missing_ranking_copies()


@mark_as_job("leaderboards.build")
def publish_board_version_if_due(board_id: int) -> None:
    """Build one board, alone. A worker killed meanwhile leaves a claim that ends by itself."""
    with transaction():
        if not service.try_to_claim_board(board_id):
            return
    with transaction():
        settings = current_settings()
        service.publish_claimed_board_if_changed(board_id, settings.smallest_group, every=settings.group_boards_every)
    with transaction():
        store_group_results(board_id, settings.smallest_group)


@mark_as_job("leaderboards.copy")
def copy_ranking_to_redis(snapshot_id: int) -> None:
    """Give Redis the packed ranking of a snapshot."""
    with transaction():
        service.copy_ranking_to_cache(snapshot_id)


@mark_as_job("leaderboards.count")
def count_changes_between_builds() -> None:
    """Count what changed where no build does; done twice, it counts nothing more."""
    with transaction():
        count_changes_of_all_boards()
        forget_changes_that_boards_have_read()
