"""Paths say what they are for and who stands for them; the last day on which each kind of fact came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "path",
        sa.Column(
            "objective", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
    )
    op.add_column("path", sa.Column("sponsor", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "last_heard",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_last_heard")),
    )
