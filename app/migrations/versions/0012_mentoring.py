"""Mentoring: rounds, skills, volunteers, calculations, proposals, pairs, sessions, sealed notes and feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mentoring_round",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("why", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sponsor", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column(
            "audience", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("volunteering_ends_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("sessions", sa.BigInteger(), server_default=sa.text("6"), nullable=False),
        sa.Column(
            "limits", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("rolling", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restitution", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "state <> 'closed' or (closed_at is not null and restitution is not null)",
            name=op.f("ck_mentoring_round_closed"),
        ),
        sa.CheckConstraint(
            "state in ('draft', 'open', 'matching', 'proposing', 'running', 'closing', 'closed')",
            name=op.f("ck_mentoring_round_state"),
        ),
        sa.CheckConstraint("sessions between 1 and 24", name=op.f("ck_mentoring_round_sessions")),
        sa.CheckConstraint(
            "volunteering_ends_on <= starts_on and starts_on < ends_on", name=op.f("ck_mentoring_round_dates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_round")),
        sa.UniqueConstraint("slug", name=op.f("uq_mentoring_round_slug")),
    )
    op.create_table(
        "mentoring_skill",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), server_default="listed", nullable=False),
        sa.CheckConstraint("state in ('listed', 'suggested', 'retired')", name=op.f("ck_mentoring_skill_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_skill")),
        sa.UniqueConstraint("slug", name=op.f("uq_mentoring_skill_slug")),
    )
    op.create_table(
        "mentoring_calculation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="asked", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step", sa.Text(), server_default="", nullable=False),
        sa.Column("done", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("whole", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "told", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.CheckConstraint(
            "state in ('asked', 'running', 'done', 'cancelled', 'failed')", name=op.f("ck_mentoring_calculation_state")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["mentoring_round.id"],
            name=op.f("fk_mentoring_calculation_round_id_mentoring_round"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_calculation")),
    )
    op.create_index(
        "ix_mentoring_calculation_under_way",
        "mentoring_calculation",
        ["round_id"],
        unique=True,
        postgresql_where=sa.text("state in ('asked', 'running')"),
    )
    op.create_table(
        "mentoring_avoidance",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("avoided_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("person_id <> avoided_id", name=op.f("ck_mentoring_avoidance_oneself")),
        sa.ForeignKeyConstraint(
            ["avoided_id"], ["person.id"], name=op.f("fk_mentoring_avoidance_avoided_id_person"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mentoring_avoidance_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("person_id", "avoided_id", name=op.f("pk_mentoring_avoidance")),
    )
    op.create_table(
        "mentoring_pair",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("senior_id", sa.BigInteger(), nullable=False),
        sa.Column("junior_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("senior_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("junior_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calm_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'active') = (ended_at is null)", name=op.f("ck_mentoring_pair_ended")),
        sa.CheckConstraint("state in ('active', 'stopped', 'completed')", name=op.f("ck_mentoring_pair_state")),
        sa.ForeignKeyConstraint(
            ["junior_id"], ["person.id"], name=op.f("fk_mentoring_pair_junior_id_person"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["mentoring_round.id"], name=op.f("fk_mentoring_pair_round_id_mentoring_round")
        ),
        sa.ForeignKeyConstraint(
            ["senior_id"], ["person.id"], name=op.f("fk_mentoring_pair_senior_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_pair")),
        sa.UniqueConstraint(
            "round_id", "senior_id", "junior_id", name=op.f("uq_mentoring_pair_round_id_senior_id_junior_id")
        ),
    )
    op.create_index("ix_mentoring_pair_junior", "mentoring_pair", ["junior_id"], unique=False)
    op.create_index("ix_mentoring_pair_senior", "mentoring_pair", ["senior_id"], unique=False)
    op.create_table(
        "mentoring_proposal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("senior_id", sa.BigInteger(), nullable=False),
        sa.Column("junior_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("fit", sa.Numeric(precision=6, scale=4, asdecimal=False), nullable=False),
        sa.Column("told", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('held', 'senior-asked', 'junior-asked', 'accepted', 'over')",
            name=op.f("ck_mentoring_proposal_state"),
        ),
        sa.ForeignKeyConstraint(
            ["junior_id"], ["person.id"], name=op.f("fk_mentoring_proposal_junior_id_person"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["mentoring_round.id"],
            name=op.f("fk_mentoring_proposal_round_id_mentoring_round"),
            ondelete="cascade",
        ),
        sa.ForeignKeyConstraint(
            ["senior_id"], ["person.id"], name=op.f("fk_mentoring_proposal_senior_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_proposal")),
    )
    op.create_index(
        "ix_mentoring_proposal_due",
        "mentoring_proposal",
        ["answer_due_at"],
        unique=False,
        postgresql_where=sa.text("state in ('senior-asked', 'junior-asked')"),
    )
    op.create_index("ix_mentoring_proposal_junior", "mentoring_proposal", ["junior_id", "state"], unique=False)
    op.create_index(
        "ix_mentoring_proposal_pair", "mentoring_proposal", ["round_id", "senior_id", "junior_id"], unique=True
    )
    op.create_index(
        "ix_mentoring_proposal_senior",
        "mentoring_proposal",
        ["round_id", "senior_id"],
        unique=True,
        postgresql_where=sa.text("state in ('held', 'senior-asked', 'junior-asked', 'accepted')"),
    )
    op.create_table(
        "mentoring_unmatched",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("told", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mentoring_unmatched_person_id_person"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["mentoring_round.id"],
            name=op.f("fk_mentoring_unmatched_round_id_mentoring_round"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_mentoring_unmatched")),
    )
    op.create_table(
        "mentoring_volunteer",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("slots", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("remote", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("interests", postgresql.ARRAY(sa.TEXT()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("hopes", sa.Text(), server_default="", nullable=False),
        sa.Column("capacity", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("volunteered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side in ('senior', 'junior')", name=op.f("ck_mentoring_volunteer_side")),
        sa.CheckConstraint("state in ('open', 'withdrawn')", name=op.f("ck_mentoring_volunteer_state")),
        sa.CheckConstraint("capacity between 1 and 3", name=op.f("ck_mentoring_volunteer_capacity")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mentoring_volunteer_person_id_person"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["mentoring_round.id"],
            name=op.f("fk_mentoring_volunteer_round_id_mentoring_round"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_volunteer")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_mentoring_volunteer_round_id_person_id")),
    )
    op.create_index("ix_mentoring_volunteer_person", "mentoring_volunteer", ["person_id"], unique=False)
    op.create_table(
        "mentoring_feedback",
        sa.Column("pair_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("thanks", sa.Text(), server_default="", nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("moment in ('first', 'third', 'end', 'calm')", name=op.f("ck_mentoring_feedback_moment")),
        sa.ForeignKeyConstraint(
            ["pair_id"],
            ["mentoring_pair.id"],
            name=op.f("fk_mentoring_feedback_pair_id_mentoring_pair"),
            ondelete="cascade",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mentoring_feedback_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("pair_id", "person_id", "moment", name=op.f("pk_mentoring_feedback")),
    )
    op.create_index("ix_mentoring_feedback_moment", "mentoring_feedback", ["moment", "answer"], unique=False)
    op.create_table(
        "mentoring_note",
        sa.Column("pair_id", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pair_id"],
            ["mentoring_pair.id"],
            name=op.f("fk_mentoring_note_pair_id_mentoring_pair"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("pair_id", name=op.f("pk_mentoring_note")),
    )
    op.create_table(
        "mentoring_session",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("pair_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("guide", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("state in ('planned', 'held', 'cancelled')", name=op.f("ck_mentoring_session_state")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_mentoring_session_times")),
        sa.ForeignKeyConstraint(
            ["pair_id"],
            ["mentoring_pair.id"],
            name=op.f("fk_mentoring_session_pair_id_mentoring_pair"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_session")),
        sa.UniqueConstraint("pair_id", "number", name=op.f("uq_mentoring_session_pair_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_mentoring_session_uid")),
    )
    op.create_index(
        "ix_mentoring_session_due",
        "mentoring_session",
        ["starts_at"],
        unique=False,
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.create_table(
        "mentoring_volunteer_skill",
        sa.Column("volunteer_id", sa.BigInteger(), nullable=False),
        sa.Column("skill_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("wanted", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "level between 0 and 5 and (wanted is null or wanted between 1 and 5)",
            name=op.f("ck_mentoring_volunteer_skill_levels"),
        ),
        sa.ForeignKeyConstraint(
            ["skill_id"], ["mentoring_skill.id"], name=op.f("fk_mentoring_volunteer_skill_skill_id_mentoring_skill")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["mentoring_volunteer.id"],
            name=op.f("fk_mentoring_volunteer_skill_volunteer_id_mentoring_volunteer"),
            ondelete="cascade",
        ),
        sa.PrimaryKeyConstraint("volunteer_id", "skill_id", name=op.f("pk_mentoring_volunteer_skill")),
    )
