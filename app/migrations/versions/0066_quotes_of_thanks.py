"""Whether the receiver of thanks wishes to show them publicly, and what the giver said to it."""

from __future__ import annotations

from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody wished it yet."""
    op.execute(
        """
        alter table thanks add column quote_state text;
        alter table thanks add constraint ck_thanks_quote_state check (quote_state in ('wished', 'declined', 'agreed'));
        """
    )


def downgrade() -> None:
    """What authors agreed to is lost: earlier releases show no words."""
    op.execute("alter table thanks drop column quote_state")
