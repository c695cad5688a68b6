"""Pauses of people, and the time that they give back to missions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > started_at", name=op.f("ck_pause_ends")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pause_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    op.create_index(
        "ix_pause_under_way", "pause", ["person_id"], unique=True, postgresql_where=sa.text("ended_at is null")
    )
    op.create_index("ix_pause_due", "pause", ["ends_at"], unique=False, postgresql_where=sa.text("ended_at is null"))
    op.create_table(
        "extension",
        sa.Column("enrolment_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("added_for", postgresql.INTERVAL(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_extension_enrolment_id_enrolment"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "cause", name=op.f("pk_extension")),
    )
