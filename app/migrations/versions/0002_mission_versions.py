"""Missions in versions, completions of their own, paths for an audience."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mission_version",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("mission_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("why", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("who_sees", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("rehearsal", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("standalone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "audience", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("times", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("period", sa.Text(), server_default="once", nullable=False),
        sa.Column("counted_kinds", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=False),
        sa.Column("among", postgresql.ARRAY(sa.TEXT()), nullable=True),
        sa.Column("communities", postgresql.ARRAY(sa.TEXT()), nullable=True),
        sa.Column("wanted", sa.BigInteger(), nullable=False),
        sa.Column("within_days", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_current", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("period in ('once', 'day', 'week', 'month')", name=op.f("ck_mission_version_period")),
        sa.CheckConstraint("times >= 1 and (period <> 'once' or times = 1)", name=op.f("ck_mission_version_times")),
        sa.CheckConstraint("minutes between 1 and 60", name=op.f("ck_mission_version_minutes")),
        sa.CheckConstraint("not is_current or published_at is not null", name=op.f("ck_mission_version_current")),
        sa.CheckConstraint("points >= 0", name=op.f("ck_mission_version_points")),
        sa.CheckConstraint("wanted >= 1", name=op.f("ck_mission_version_wanted")),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_mission_version_mission_id_mission"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_version")),
        sa.UniqueConstraint("mission_id", "number", name=op.f("uq_mission_version_mission_id_number")),
    )
    op.create_index(
        "ix_mission_version_counted_kinds", "mission_version", ["counted_kinds"], unique=False, postgresql_using="gin"
    )
    op.create_index(
        "ix_mission_version_current",
        "mission_version",
        ["mission_id"],
        unique=True,
        postgresql_where=sa.text("is_current"),
    )
    op.create_index(
        "ix_mission_version_draft",
        "mission_version",
        ["mission_id"],
        unique=True,
        postgresql_where=sa.text("published_at is null"),
    )
    op.create_table(
        "prerequisite",
        sa.Column("path_id", sa.BigInteger(), nullable=False),
        sa.Column("mission_id", sa.BigInteger(), nullable=False),
        sa.Column("needs_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("needs_id <> mission_id", name=op.f("ck_prerequisite_itself")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_prerequisite_mission_id_mission")),
        sa.ForeignKeyConstraint(["needs_id"], ["mission.id"], name=op.f("fk_prerequisite_needs_id_mission")),
        sa.ForeignKeyConstraint(
            ["path_id"], ["path.id"], name=op.f("fk_prerequisite_path_id_path"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("path_id", "mission_id", "needs_id", name=op.f("pk_prerequisite")),
    )
    op.create_table(
        "last_match",
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["mission_version.id"],
            name=op.f("fk_last_match_version_id_mission_version"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_last_match")),
    )
    op.create_table(
        "completion",
        sa.Column("enrolment_id", sa.BigInteger(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tellings", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_completion_enrolment_id_enrolment"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "period_on", "number", name=op.f("pk_completion")),
    )
    op.add_column("enrolment", sa.Column("version_id", sa.BigInteger(), nullable=True))
    op.add_column("enrolment", sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("enrolment", sa.Column("times_done", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("enrolment", sa.Column("period_on", sa.Date(), nullable=True))
    op.add_column("enrolment", sa.Column("skipped_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index(op.f("ix_enrolment_mission"), table_name="enrolment")
    op.create_index("ix_enrolment_mission", "enrolment", ["mission_id", "completed_at"], unique=False)
    op.create_index("ix_enrolment_version", "enrolment", ["version_id"], unique=False)
    op.create_unique_constraint(
        op.f("uq_enrolment_person_id_mission_id_version_id"), "enrolment", ["person_id", "mission_id", "version_id"]
    )
    op.create_foreign_key(
        op.f("fk_enrolment_version_id_mission_version"), "enrolment", "mission_version", ["version_id"], ["id"]
    )
    op.add_column("mission", sa.Column("state", sa.Text(), server_default="draft", nullable=False))
    op.add_column("mission", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("path", sa.Column("state", sa.Text(), server_default="published", nullable=False))
    op.add_column(
        "path",
        sa.Column(
            "audience", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
    )
    op.add_column("step", sa.Column("opens_after_days", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.create_index("ix_step_mission", "step", ["mission_id"], unique=False)
    op.create_check_constraint(
        op.f("ck_mission_state"), "mission", "state in ('draft', 'published', 'paused', 'ended')"
    )
    op.create_check_constraint(
        op.f("ck_mission_ended"), "mission", "(state = 'ended') = (ended_at is not null)"
    )
    op.create_check_constraint(op.f("ck_path_state"), "path", "state in ('draft', 'published', 'ended')")
    op.create_check_constraint(
        op.f("ck_step_opens_after_days"), "step", "opens_after_days between 0 and 366"
    )
