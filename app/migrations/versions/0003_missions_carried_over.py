"""What was written of missions becomes their first version; completions get rows of their own."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        insert into mission_version (mission_id, number, kind, settings, title, why, who_sees, minutes, points, counted_kinds,
            counted_by, wanted, within_days, published_at, is_current)
        select id, 1, kind, settings, title, why, who_sees, minutes, points, counted_kinds,
            counted_by, wanted, within_days, published_at, true
        from mission
    """)
    op.execute("update mission set state = 'published'")
    op.execute("""
        update enrolment e set version_id = v.id, opens_at = e.counts_from, period_on = date '0001-01-01',
            times_done = (e.completed_at is not null)::int
        from mission_version v where v.mission_id = e.mission_id
    """)
    op.execute("""
        insert into completion (enrolment_id, period_on, number, completed_at, tellings)
        select id, date '0001-01-01', 1, completed_at, completions from enrolment where completions > 0
    """)
