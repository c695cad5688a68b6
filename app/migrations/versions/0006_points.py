"""Versions of rules, working hours of sites, and what is switched off where."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rules()
    _hours()
    _policies()
    op.drop_index("ix_ledger_entry_person", table_name="ledger_entry")
    op.create_index("ix_ledger_entry_person", "ledger_entry", ["person_id", "rule_id", "earned_at"])
    op.drop_constraint("uq_ledger_entry_corrects_id", "ledger_entry")
    op.create_index(
        "ix_ledger_entry_corrects",
        "ledger_entry",
        ["corrects_id"],
        unique=True,
        postgresql_where=sa.text("corrects_id is not null"),
    )
    op.create_index(
        "ix_fact_useful",
        "fact",
        ["counterpart_id", "occurred_at"],
        postgresql_where=sa.text("kind = 'answer.accepted'"),
    )


def _rules() -> None:
    op.add_column("rule", sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False))
    op.add_column("rule", sa.Column("beneficiary", sa.Text(), server_default="actor", nullable=False))
    op.add_column("rule", sa.Column("justification", sa.Text(), server_default="", nullable=False))
    op.drop_index("ix_rule_fact_kind", table_name="rule")
    op.alter_column(
        "rule",
        "fact_kind",
        new_column_name="fact_kinds",
        type_=postgresql.ARRAY(sa.TEXT()),
        existing_nullable=False,
        postgresql_using="array[fact_kind]",
    )
    op.alter_column("rule", "in_force_from", nullable=True)
    op.drop_constraint("uq_rule_slug", "rule")
    op.create_unique_constraint("uq_rule_slug_version", "rule", ["slug", "version"])
    op.create_check_constraint(op.f("ck_rule_beneficiary"), "rule", "beneficiary in ('actor', 'counterpart')")
    op.create_check_constraint(op.f("ck_rule_in_force"), "rule", "in_force_until >= in_force_from")
    op.create_index("ix_rule_draft", "rule", ["slug"], unique=True, postgresql_where=sa.text("in_force_from is null"))
    op.create_index(
        "ix_rule_in_force",
        "rule",
        ["slug"],
        unique=True,
        postgresql_where=sa.text("in_force_from is not null and in_force_until is null"),
    )


def _hours() -> None:
    op.add_column("site", sa.Column("work_days", postgresql.ARRAY(sa.SmallInteger()), nullable=True))
    op.add_column("site", sa.Column("work_starts", sa.BigInteger(), nullable=True))
    op.add_column("site", sa.Column("work_minutes", sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_site_work"), "site", "num_nulls(work_days, work_starts, work_minutes) in (0, 3)"
    )
    op.create_check_constraint(
        op.f("ck_site_work_minutes"), "site", "work_starts between 0 and 1439 and work_minutes between 1 and 1440"
    )


def _policies() -> None:
    op.create_table(
        "policy",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("scope_id", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("feature in ('points', 'boards', 'badges', 'prizes')", name=op.f("ck_policy_feature")),
        sa.CheckConstraint("scope in ('company', 'region', 'site', 'unit')", name=op.f("ck_policy_scope")),
        sa.CheckConstraint("(scope = 'company') = (scope_id is null)", name=op.f("ck_policy_scope_id")),
        sa.CheckConstraint("until >= since", name=op.f("ck_policy_until")),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["person.id"], name=op.f("fk_policy_set_by_id_person"), ondelete="set null"
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["person.id"], name=op.f("fk_policy_ended_by_id_person"), ondelete="set null"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
    )
    op.create_index(
        "ix_policy_off",
        "policy",
        ["feature", "scope", sa.text("coalesce(scope_id, 0)")],
        unique=True,
        postgresql_where=sa.text("until is null"),
    )


def downgrade() -> None:
    op.drop_index("ix_fact_useful", table_name="fact")
    op.drop_index("ix_ledger_entry_corrects", table_name="ledger_entry")
    op.create_unique_constraint("uq_ledger_entry_corrects_id", "ledger_entry", ["corrects_id"])
    op.drop_index("ix_ledger_entry_person", table_name="ledger_entry")
    op.create_index("ix_ledger_entry_person", "ledger_entry", ["person_id", "rule_id", "fact_id"])
    op.drop_table("policy")
    for column in ("work_days", "work_starts", "work_minutes"):
        op.drop_column("site", column)
    for index in ("ix_rule_draft", "ix_rule_in_force"):
        op.drop_index(index, table_name="rule")
    op.drop_constraint("uq_rule_slug_version", "rule")
    op.create_unique_constraint("uq_rule_slug", "rule", ["slug"])
    op.alter_column("rule", "in_force_from", nullable=False)
    op.alter_column(
        "rule",
        "fact_kinds",
        new_column_name="fact_kind",
        type_=sa.Text(),
        existing_nullable=False,
        postgresql_using="fact_kinds[1]",
    )
    op.create_index("ix_rule_fact_kind", "rule", ["fact_kind"])
    for column in ("justification", "beneficiary", "version"):
        op.drop_column("rule", column)
