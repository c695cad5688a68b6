"""Counts go on: enrolments remember what they counted, and positions whether facts are read again."""

from __future__ import annotations

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What counts remember is empty at first: each is made anew when its next fact comes."""
    op.execute(
        """
        alter table enrolment
            add column counted_as bigint, add column last_counted_at timestamptz, add column counted_keys text[]
        """
    )
    op.execute("alter table position add column is_read_again boolean default false not null")


def downgrade() -> None:
    """Nothing is lost: all of it follows from the facts."""
    op.execute("alter table position drop column is_read_again")
    op.execute("alter table enrolment drop column counted_as, drop column last_counted_at, drop column counted_keys")
