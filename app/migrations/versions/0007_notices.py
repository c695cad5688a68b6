"""Notices, e-mail and what people chose about it, the day they were last here, and crises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crisis",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("told", sa.Text(), server_default="nothing", nullable=False),
        sa.CheckConstraint("told in ('nothing', 'started', 'ended')", name=op.f("ck_crisis_told")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_crisis_dates")),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name=op.f("fk_crisis_opened_by_person"), ondelete="set null"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_crisis_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis")),
    )
    op.create_index("ix_crisis_ends_at", "crisis", ["ends_at"], unique=False)
    op.create_table(
        "mail_choices",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "token",
            sa.Text(),
            server_default=sa.text("replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')"),
            nullable=False,
        ),
        sa.Column("rhythm", sa.Text(), server_default="weekly", nullable=False),
        sa.Column("weekday", sa.SmallInteger(), server_default=sa.text("2"), nullable=False),
        sa.Column("transactional", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("considered_on", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_by", sa.BigInteger(), nullable=True),
        sa.Column("unseen", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("rhythm in ('weekly', 'monthly', 'never')", name=op.f("ck_mail_choices_rhythm")),
        sa.CheckConstraint("weekday between 1 and 5", name=op.f("ck_mail_choices_weekday")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_choices_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_choices")),
        sa.UniqueConstraint("token", name=op.f("uq_mail_choices_token")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_notice_person_id_key")),
    )
    op.create_index("ix_notice_happened_at", "notice", ["happened_at"], unique=False)
    op.create_index("ix_notice_inbox", "notice", ["person_id", "id"], unique=False)
    op.create_index(
        "ix_notice_unread", "notice", ["person_id", "kind"], unique=False, postgresql_where=sa.text("read_at is null")
    )
    op.create_table(
        "presence",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_presence_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "mail",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "params", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind in ('notice', 'digest', 'welcome')", name=op.f("ck_mail_kind")),
        sa.CheckConstraint(
            "state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')", name=op.f("ck_mail_state")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_mail_notice_id_notice"), ondelete="set null"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_mail_person_id_key")),
    )
    op.create_index("ix_mail_created_at", "mail", ["created_at"], unique=False)
    op.create_index("ix_mail_due", "mail", ["due_at"], unique=False, postgresql_where=sa.text("state = 'waiting'"))
    op.create_index("ix_mail_notice_id", "mail", ["notice_id"], unique=False)
    op.create_index(
        "ix_mail_started", "mail", ["started_at"], unique=False, postgresql_where=sa.text("state = 'sending'")
    )
    op.create_index(
        "uq_mail_pending",
        "mail",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("kind <> 'notice' and state in ('waiting', 'sending')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_mail_pending",
        table_name="mail",
        postgresql_where=sa.text("kind <> 'notice' and state in ('waiting', 'sending')"),
    )
    op.drop_index("ix_mail_started", table_name="mail", postgresql_where=sa.text("state = 'sending'"))
    op.drop_index("ix_mail_notice_id", table_name="mail")
    op.drop_index("ix_mail_due", table_name="mail", postgresql_where=sa.text("state = 'waiting'"))
    op.drop_index("ix_mail_created_at", table_name="mail")
    op.drop_table("mail")
    op.drop_table("presence")
    op.drop_index("ix_notice_unread", table_name="notice", postgresql_where=sa.text("read_at is null"))
    op.drop_index("ix_notice_inbox", table_name="notice")
    op.drop_index("ix_notice_happened_at", table_name="notice")
    op.drop_table("notice")
    op.drop_table("mail_choices")
    op.drop_index("ix_crisis_ends_at", table_name="crisis")
    op.drop_table("crisis")
