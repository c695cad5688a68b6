"""The secrets of an endpoint that were replaced before the last one and still sign: a rotation ends none of them early."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE endpoint ADD COLUMN older_secrets jsonb DEFAULT '[]'::jsonb NOT NULL")


def downgrade() -> None:
    """What the column holds is lost: secrets that were replaced twice within a day sign no more."""
    op.execute("ALTER TABLE endpoint DROP COLUMN older_secrets")
