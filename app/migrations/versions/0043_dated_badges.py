"""A badge may end for everybody with a day."""

from __future__ import annotations

from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No badge of before ends."""
    op.execute("alter table badge add column until_on date")


def downgrade() -> None:
    """A badge for the first would be open to everybody; the row stays."""
    op.execute("alter table badge drop column until_on")
