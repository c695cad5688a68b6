"""Names of holders: whether the holder of a badge agreed to stand under their name on its page."""

from __future__ import annotations

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody agreed yet."""
    op.execute(
        """
        alter table award add column is_named boolean default false not null;
        alter table award add constraint ck_award_named
            check (not is_named or (revoked_at is null and expired_at is null));
        """
    )


def downgrade() -> None:
    """What holders agreed to is lost: earlier releases show no names."""
    op.execute("alter table award drop column is_named")
