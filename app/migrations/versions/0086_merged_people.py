"""Two people of the directory who are one human are merged: which became which, and the figures of both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody was merged before."""
    op.create_table(
        "person_merge",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kept_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=False),
        sa.Column("after", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_person_merge"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_person_merge_person_id_person", ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name="fk_person_merge_kept_id_person", ondelete="cascade"),
    )
    op.create_index("ix_person_merge_kept_id", "person_merge", ["kept_id"])
    op.create_index("ix_person_merge_email", "person_merge", ["email"])
    op.execute(
        "create trigger audit after insert or update or delete on person_merge"
        " for each row execute function write_audit_entry('person_id', 'person_id kept_id before after')"
    )


def downgrade() -> None:
    """Merged people stay merged, as people who left; networks that use their names find nobody any more."""
    op.drop_table("person_merge")
