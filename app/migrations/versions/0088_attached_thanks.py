"""A receiver attaches thanks to their role sheet, or to the list for communications."""

from __future__ import annotations

from alembic import op

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None

COLUMNS = ("is_list_agreed", "is_on_sheet", "is_on_list")


def upgrade() -> None:
    """Authors who agreed to public pages were not told of the list: it waits until they are asked."""
    for column in COLUMNS:
        op.execute(f"alter table thanks add column {column} boolean not null default false")


def downgrade() -> None:
    """What was attached stands nowhere any more."""
    for column in COLUMNS:
        op.execute(f"alter table thanks drop column {column}")
