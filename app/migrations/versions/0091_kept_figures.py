"""Figures about everybody, which the clock counts for the pages of a large company."""

from __future__ import annotations

from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty at first: pages count what is not kept."""
    op.execute(
        """
        create table kept_figure (
            name text not null,
            basis text not null,
            value jsonb not null,
            counted_at timestamptz not null,
            constraint pk_kept_figure primary key (name)
        )
        """
    )


def downgrade() -> None:
    """Nothing is lost: all of it is counted from other tables."""
    op.execute("drop table kept_figure")
