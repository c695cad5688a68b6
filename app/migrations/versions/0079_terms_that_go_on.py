"""A term that an appeal restores has its hours again; who waits for the first count of their signals has no day of it."""

from __future__ import annotations

from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

NEVER = "0001-01-02 00:00:00+00"


def upgrade() -> None:
    """Terms that were ended before keep no hours."""
    op.execute("alter table ambassador_removal add column hours bigint")
    op.execute("alter table ambassador_signals alter column counted_at drop not null")
    op.execute(f"update ambassador_signals set counted_at = null where counted_at = '{NEVER}'")


def downgrade() -> None:
    """A day of long ago says again that nothing was counted."""
    op.execute(f"update ambassador_signals set counted_at = '{NEVER}' where counted_at is null")
    op.execute("alter table ambassador_signals alter column counted_at set not null")
    op.execute("alter table ambassador_removal drop column hours")
