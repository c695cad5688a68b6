"""Boards of any group, measure and season; versions of people as one packed roll; pseudonyms.

Versions are derived: the old ones are dropped, and every board is built again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CHOICES = sa.text("kind in ('choices.changed', 'person.departed', 'person.left_game', 'person.paused')")

PICKED = sa.text("pseudonym is not null")


def upgrade() -> None:
    op.create_table(
        "season",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_season_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season")),
        sa.UniqueConstraint("slug", name=op.f("uq_season_slug")),
    )
    op.drop_constraint(op.f("ck_board_subject"), "board", type_="check")
    op.drop_constraint(op.f("ck_board_period"), "board", type_="check")
    op.add_column("board", sa.Column("measure", sa.Text(), server_default="points", nullable=False))
    op.add_column("board", sa.Column("detail", sa.Text(), server_default="", nullable=False))
    op.add_column("board", sa.Column("season_id", sa.BigInteger(), nullable=True))
    op.add_column("board", sa.Column("how", sa.Text(), server_default="per_head", nullable=False))
    op.add_column("board", sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("board", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_board_season_id_season"), "board", "season", ["season_id"], ["id"])
    op.create_check_constraint(op.f("ck_board_period"), "board", "period in ('week', 'month', 'season', 'all')")
    op.create_check_constraint(op.f("ck_board_season"), "board", "(period = 'season') = (season_id is not null)")
    op.create_check_constraint(op.f("ck_board_how"), "board", "how in ('per_head', 'total')")
    _drop_versions()
    op.create_table(
        "snapshot",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("board_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_tx", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("roll", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_snapshot_board_id_board"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("board_id", "version", name=op.f("uq_snapshot_board_id_version")),
    )
    # Not compressed, so that some rows of a roll are read without the others.
    op.execute("alter table snapshot alter column roll set storage external")
    op.create_table(
        "standing",
        sa.Column("snapshot_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("score", sa.Numeric(precision=14, scale=2, asdecimal=False), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("per_head", sa.Numeric(precision=14, scale=2, asdecimal=False), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("share", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_standing_snapshot_id_snapshot"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("snapshot_id", "key", name=op.f("pk_standing")),
    )
    op.add_column("choices", sa.Column("pseudonym", sa.Text(), nullable=True))
    op.create_index(
        "uq_choices_pseudonym", "choices", [sa.text("lower(pseudonym)")], unique=True, postgresql_where=PICKED
    )
    op.create_index("ix_fact_choices", "fact", ["tx", "id"], unique=False, postgresql_where=CHOICES)


def downgrade() -> None:
    op.drop_index("ix_fact_choices", table_name="fact", postgresql_where=CHOICES)
    op.drop_index("uq_choices_pseudonym", table_name="choices", postgresql_where=PICKED)
    op.drop_column("choices", "pseudonym")
    _drop_versions()
    op.create_table(
        "snapshot",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("board_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_entry_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_snapshot_board_id_board"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("board_id", "version", name=op.f("uq_snapshot_board_id_version")),
    )
    op.create_table(
        "standing",
        sa.Column("snapshot_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Numeric(precision=14, scale=2, asdecimal=False), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_standing_snapshot_id_snapshot"), ondelete="cascade"
        ),
        sa.PrimaryKeyConstraint("snapshot_id", "subject_id", name=op.f("pk_standing")),
    )
    op.create_index("ix_standing_rank", "standing", ["snapshot_id", "rank", "subject_id"], unique=False)
    op.execute("delete from board where period = 'season' or subject not in ('person', 'unit') or measure <> 'points'")
    for name in ("how", "season", "period"):
        op.drop_constraint(op.f(f"ck_board_{name}"), "board", type_="check")
    op.drop_constraint(op.f("fk_board_season_id_season"), "board", type_="foreignkey")
    for column in ("ended_at", "next_at", "how", "season_id", "detail", "measure"):
        op.drop_column("board", column)
    op.create_check_constraint(op.f("ck_board_subject"), "board", "subject in ('person', 'unit')")
    op.create_check_constraint(op.f("ck_board_period"), "board", "period in ('week', 'month', 'all')")
    op.drop_table("season")


def _drop_versions() -> None:
    op.drop_table("standing")
    op.drop_table("snapshot")
