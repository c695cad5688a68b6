"""Evidence and what is said about it; the codes of people who meet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("mission_id", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.BigInteger(), nullable=True),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('waiting', 'taken', 'asked', 'accepted', 'declared', 'withdrawn')",
            name=op.f("ck_evidence_state"),
        ),
        sa.CheckConstraint(
            "(state in ('accepted', 'declared', 'withdrawn')) = (decided_at is not null)",
            name=op.f("ck_evidence_decided"),
        ),
        sa.CheckConstraint("(state = 'taken') = (taken_until is not null)", name=op.f("ck_evidence_taken")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_evidence_person_id_person"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_evidence_mission_id_mission")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["mission_version.id"], name=op.f("fk_evidence_version_id_mission_version")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["person.id"], name=op.f("fk_evidence_taken_by_person"), ondelete="set null"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    under_way = sa.text("state in ('waiting', 'taken', 'asked')")
    queue = sa.text("state in ('waiting', 'taken')")
    decided = sa.text("decided_at is not null and (text is not null or link is not null)")
    op.create_index(
        "ix_evidence_under_way", "evidence", ["person_id", "mission_id"], unique=True, postgresql_where=under_way
    )
    op.create_index("ix_evidence_queue", "evidence", ["sent_at", "id"], postgresql_where=queue)
    op.create_index("ix_evidence_decided", "evidence", ["decided_at"], postgresql_where=decided)
    op.create_table(
        "evidence_reply",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.Column("is_authors", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_reply_evidence_id_evidence"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_reply")),
    )
    op.create_index(op.f("ix_evidence_reply_evidence_id"), "evidence_reply", ["evidence_id"])
    op.create_table(
        "meeting_code",
        sa.Column("mission_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("shown_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["mission.id"], name=op.f("fk_meeting_code_mission_id_mission"), ondelete="cascade"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meeting_code_person_id_person"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("mission_id", "person_id", name=op.f("pk_meeting_code")),
        sa.UniqueConstraint("mission_id", "digits", name=op.f("uq_meeting_code_mission_id_digits")),
    )

