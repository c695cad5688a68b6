"""What a draw gave everybody is kept with it: the rank of each entry, and the chances of each group."""

from __future__ import annotations

from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Draws of before have neither, and their pages leave it out: both follow from the published files."""
    op.execute(
        """
        alter table contest_entry add column draw_rank bigint;
        alter table contest_result add column chances jsonb;
        """
    )


def downgrade() -> None:
    """Nothing is lost: both follow from the published files."""
    op.execute(
        """
        alter table contest_entry drop column draw_rank;
        alter table contest_result drop column chances;
        """
    )
