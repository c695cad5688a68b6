"""Places whose award was revoked or announced again before the trigger was there are marked as revoked."""

from __future__ import annotations

from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only places that are revoked change."""
    op.execute(
        """
        update status_list_place p set is_revoked = true from award a
        where a.id = p.award_id and (a.revoked_at is not null or a.announcements <> p.announcement)
        """
    )


def downgrade() -> None:
    """The marks go with their column."""
