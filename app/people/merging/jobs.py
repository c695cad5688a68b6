"""The job of merges: move what slower transactions wrote about a merged person."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.people.merging.service.merge import move_late_rows


@mark_as_job("people.move-late-rows")
def move_late_rows_of_merged_people() -> None:
    """Move what was written about people who were merged during the last day; nothing, nearly always."""
    with transaction():
        move_late_rows()
