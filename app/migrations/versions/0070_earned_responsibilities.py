"""A level is earned from what is counted, and sleeps after twelve idle months."""

from __future__ import annotations

from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has a level before the next count, within a week."""
    op.execute(
        """
        alter table ambassador_signals add column is_idle boolean not null default false,
            add column level text constraint ck_ambassador_signals_level check (level in ('contributor', 'animator'))
        """
    )


def downgrade() -> None:
    """Levels are forgotten."""
    op.execute("alter table ambassador_signals drop column level, drop column is_idle")
