"""What others did that is about a person is found by a narrow index, and useful answers by one of their own: few facts need its width."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0090"
down_revision = "0089"
branch_labels = None
depends_on = None

ABOUT = (
    "create index concurrently if not exists ix_fact_about on fact (counterpart_id) where counterpart_id is not null"
)
CREDITED = """
create index concurrently if not exists ix_fact_credited on fact (counterpart_id, occurred_at)
where kind = 'answer.accepted'
"""
COUNTERPART = """
create index concurrently if not exists ix_fact_counterpart on fact (counterpart_id, kind, occurred_at)
where counterpart_id is not null
"""


def upgrade() -> None:
    """Both are there before the wide one goes. One that an interrupted run left unfinished is made again."""
    _replace_indexes({"ix_fact_about": ABOUT, "ix_fact_credited": CREDITED}, ["ix_fact_counterpart"])


def downgrade() -> None:
    """The wide index finds both again."""
    _replace_indexes({"ix_fact_counterpart": COUNTERPART}, ["ix_fact_about", "ix_fact_credited"])


def _replace_indexes(new: dict[str, str], old: list[str]) -> None:
    with op.get_context().autocommit_block():
        for name, statement in new.items():
            invalid = "select 1 from pg_index where indexrelid = to_regclass(:name) and not indisvalid"
            if op.get_bind().execute(text(invalid), {"name": name}).first():
                op.execute(f"drop index concurrently {name}")
            op.execute(statement)
        for name in old:
            op.execute(f"drop index concurrently if exists {name}")
