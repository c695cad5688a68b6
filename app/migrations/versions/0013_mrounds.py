"""What volunteers read to prepare, when they last saved, and whom they wrote that they would rather avoid."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "mentoring_volunteer",
        sa.Column("preparation", postgresql.ARRAY(sa.TEXT()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.add_column(
        "mentoring_volunteer",
        sa.Column("saved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.create_table(
        "mentoring_avoidance_said",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("lines", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_mentoring_avoidance_said_person_id_person"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mentoring_avoidance_said")),
    )


def downgrade() -> None:
    op.drop_table("mentoring_avoidance_said")
    op.drop_column("mentoring_volunteer", "saved_at")
    op.drop_column("mentoring_volunteer", "preparation")
