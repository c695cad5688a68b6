"""The reason for a smaller stock of prizes, in both languages."""

from __future__ import annotations

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "alter table contest_prize_stock_change alter column reason type jsonb"
        " using jsonb_build_object('fr', reason, 'en', reason)"
    )


def downgrade() -> None:
    """The French text stays."""
    op.execute("alter table contest_prize_stock_change alter column reason type text using reason ->> 'fr'")
