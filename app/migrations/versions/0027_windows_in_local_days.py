"""Gives open windows the end that they have in days where the person works: a change of the clocks had moved it by an hour."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MOVE_ENDS = """
update enrolment e
set counts_until = e.counts_until
    + ((e.opens_at at time zone s.time_zone + make_interval(days => v.within_days::int)) at time zone s.time_zone
       - (e.opens_at + make_interval(days => v.within_days::int)))
from mission_version v, person p, site s
where v.id = e.version_id and p.id = e.person_id and s.id = p.site_id and v.within_days is not null
    and e.counts_until > now() and (v.ends_at is null or e.counts_until < v.ends_at)
    and (e.opens_at at time zone s.time_zone + make_interval(days => v.within_days::int)) at time zone s.time_zone
        <> e.opens_at + make_interval(days => v.within_days::int)
"""


def upgrade() -> None:
    op.execute(MOVE_ENDS)


def downgrade() -> None:
    """The ends stay: the earlier version reads them as they are."""
