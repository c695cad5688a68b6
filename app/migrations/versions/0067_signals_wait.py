"""Whoever takes part and left detection on waits for the first count of their signals by a row, so that the clock looks at no others."""

from __future__ import annotations

from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let everybody wait who was not counted yet."""
    op.execute(
        """
        insert into ambassador_signals (person_id, counted_at, helped, animated, wrote, thanked, unit_ids)
        select m.id, '0001-01-02 00:00:00+00', 0, 0, 0, 0, '{}' from member m
        where m.takes_part and not exists (select from signal_refusal r where r.person_id = m.id)
        on conflict do nothing
        """
    )


def downgrade() -> None:
    """Forget those rows: the clock of before looks for them by itself."""
    op.execute("delete from ambassador_signals where counted_at = '0001-01-02 00:00:00+00'")
