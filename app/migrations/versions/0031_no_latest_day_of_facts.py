"""The latest day of each kind of fact goes: it showed that somebody, or nobody, had done something."""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is lost: the journal holds each day."""
    op.execute("drop table last_heard")


def downgrade() -> None:
    op.execute("create table last_heard (kind text not null constraint pk_last_heard primary key, heard_on date not null)")
    op.execute("insert into last_heard select kind, max(recorded_at)::date from fact group by kind")
