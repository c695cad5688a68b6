"""The rankings of contests as they are published."""

from __future__ import annotations

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table contest_ranking (
            contest_id bigint not null,
            as_of timestamptz not null,
            people bigint not null,
            roll bytea not null,
            constraint pk_contest_ranking primary key (contest_id),
            constraint fk_contest_ranking_contest_id_contest foreign key (contest_id) references contest (id) on delete cascade
        );
        alter table contest_ranking alter column roll set storage external;
        """
    )


def downgrade() -> None:
    """Rankings are published again from the totals."""
    op.execute("drop table contest_ranking")
