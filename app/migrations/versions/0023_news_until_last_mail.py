"""The last digest of an earlier version said what was new until it left."""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE mail_choices SET news_until = written_at WHERE written_at IS NOT NULL AND news_until IS NULL")


def downgrade() -> None:
    """Nothing to take back: the column goes with the migration before."""
