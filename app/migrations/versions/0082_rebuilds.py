"""When a reader or a board was last asked to be made anew, and by whom: the audit log keeps it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Earlier ones are not known."""
    op.create_table(
        "rebuild",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("what in ('board', 'reader')", name="ck_rebuild_what"),
        sa.PrimaryKeyConstraint("what", "name", name="pk_rebuild"),
    )
    op.execute(
        "create trigger audit after insert or update or delete on rebuild"
        " for each row execute function write_audit_entry('name', 'what name requested_at')"
    )


def downgrade() -> None:
    """Positions and boards stay as they are."""
    op.drop_table("rebuild")
