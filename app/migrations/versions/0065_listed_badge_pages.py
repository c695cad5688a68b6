"""A holder may let search engines list the public page of a badge."""

from __future__ import annotations

from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No page is listed."""
    op.execute("alter table badge_page add column is_listed boolean not null default false")


def downgrade() -> None:
    """No page is listed any more."""
    op.execute("alter table badge_page drop column is_listed")
