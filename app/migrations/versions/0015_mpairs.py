"""Pairs: how many sessions they mean to hold, how they end, what was asked once, and personal calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mentoring_pair", sa.Column("sessions", sa.BigInteger(), server_default="6", nullable=False))
    op.add_column("mentoring_pair", sa.Column("cancelled", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("mentoring_pair", sa.Column("ending_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "mentoring_pair",
        sa.Column("stop_marks", postgresql.ARRAY(sa.TEXT()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_mentoring_pair_sessions"), "mentoring_pair", "sessions between 1 and 24 and cancelled >= 0"
    )
    op.create_check_constraint(
        op.f("ck_mentoring_pair_ending"),
        "mentoring_pair",
        "state = 'active' or (ending_at is null and stop_marks = '{}')",
    )
    op.create_index(
        "ix_mentoring_pair_ending",
        "mentoring_pair",
        ["ending_at"],
        postgresql_where=sa.text("ending_at is not null"),
    )
    op.add_column(
        "mentoring_session",
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.create_table(
        "mentoring_asked",
        sa.Column("pair_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["mentoring_pair.id"], name=op.f("fk_mentoring_asked_pair_id_mentoring_pair"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mentoring_asked_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("pair_id", "person_id", "name", name=op.f("pk_mentoring_asked")),
    )
    op.create_table(
        "mentoring_calendar_feed",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mentoring_calendar_feed_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mentoring_calendar_feed")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_mentoring_calendar_feed_token_sha256")),
    )


def downgrade() -> None:
    op.drop_table("mentoring_calendar_feed")
    op.drop_table("mentoring_asked")
    op.drop_column("mentoring_session", "changed_at")
    op.drop_index("ix_mentoring_pair_ending", table_name="mentoring_pair")
    op.drop_constraint(op.f("ck_mentoring_pair_ending"), "mentoring_pair")
    op.drop_constraint(op.f("ck_mentoring_pair_sessions"), "mentoring_pair")
    for column in ("stop_marks", "ending_at", "cancelled", "sessions"):
        op.drop_column("mentoring_pair", column)
