"""The job that keeps the standby's pages young."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.standby.floor import follow_primary, has_standby


@mark_as_job("standby.follow")
def raise_floor_every_second() -> None:
    """Let no page be older than a second or two, whoever wrote what it shows."""
    if has_standby():
        follow_primary()
