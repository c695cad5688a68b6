"""Names of winners: whether the winner of a prize agreed to stand under their name in the result."""

from __future__ import annotations

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody agreed yet."""
    op.execute(
        """
        alter table contest_win add column is_named boolean default false not null;
        alter table contest_win add constraint ck_contest_win_named
            check (not is_named or state not in ('provisional', 'declined', 'expired'));
        """
    )


def downgrade() -> None:
    """What winners agreed to is lost: earlier releases show no names."""
    op.execute("alter table contest_win drop column is_named")
