"""Up to when a digest said what is new, when a notice came here, and which address the mail server refused."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty columns: an earlier notice counts from when its cause happened, and the next migration fills in the last digests."""
    op.execute("ALTER TABLE notice ADD COLUMN written_at timestamptz")
    op.execute(
        """
        ALTER TABLE mail_choices
            ADD COLUMN news_until timestamptz,
            ADD COLUMN refused_email text,
            ADD COLUMN refused_because text,
            ADD COLUMN refused_at timestamptz
        """
    )


def downgrade() -> None:
    """What is lost comes back: digests go by the last mail again, and an address is refused again at the next mail."""
    op.execute("ALTER TABLE notice DROP COLUMN written_at")
    op.execute(
        """
        ALTER TABLE mail_choices
            DROP COLUMN news_until, DROP COLUMN refused_email, DROP COLUMN refused_because, DROP COLUMN refused_at
        """
    )
