"""What others did that is about a person is found by that person, whatever was done."""

from __future__ import annotations

from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

COUNTERPART = """
create index concurrently if not exists ix_fact_counterpart on fact (counterpart_id, kind, occurred_at)
where counterpart_id is not null
"""
USEFUL = "create index ix_fact_useful on fact (counterpart_id, occurred_at) where kind = 'answer.accepted'"


def upgrade() -> None:
    """The new index also finds the useful answers of a person: theirs goes."""
    with op.get_context().autocommit_block():
        op.execute(COUNTERPART)
        op.execute("drop index concurrently if exists ix_fact_useful")


def downgrade() -> None:
    """Useful answers alone are found by person again."""
    op.execute(f"drop index ix_fact_counterpart; {USEFUL}")
