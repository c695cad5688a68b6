"""The job of standings: publishes how far the groups of contests are, and rankings of people."""

from __future__ import annotations

from app.kernel.application import current_settings
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from missions.contests.standings.service.publish import publish_due_group_figures, publish_rankings


@mark_as_job("contests.publish-figures")
def publish_figures_of_contests() -> None:
    """Publish what is due; done twice, the second changes nothing before the next time."""
    with transaction():
        publish_due_group_figures(current_settings().group_boards_every)
        publish_rankings()
