"""Boards of groups: what was earned stays with its site, exact figures go, and what could show a few people ends."""

from __future__ import annotations

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

END_BOARDS = "UPDATE board SET ended_at = now() WHERE subject <> 'person' AND (subject = 'community' OR measure <> 'points') AND ended_at IS NULL"
DELETE_EXACT_VERSIONS = "DELETE FROM snapshot USING board WHERE board.id = snapshot.board_id AND board.subject <> 'person'"


def upgrade() -> None:
    """Lines written before get the site where their person works today. Boards get their next version within seconds."""
    op.execute("ALTER TABLE ledger_entry ADD COLUMN site_id bigint")
    op.execute("UPDATE ledger_entry SET site_id = person.site_id FROM person WHERE person.id = ledger_entry.person_id")
    op.execute(
        """
        ALTER TABLE ledger_entry ALTER COLUMN site_id SET NOT NULL,
            ADD CONSTRAINT fk_ledger_entry_site_id_site FOREIGN KEY (site_id) REFERENCES site(id)
        """
    )
    for statement in (END_BOARDS, DELETE_EXACT_VERSIONS, "DELETE FROM group_result"):
        op.execute(statement)


def downgrade() -> None:
    """Boards that were ended stay so: whoever wants one publishes it again. Versions and weeks are computed again."""
    op.execute("ALTER TABLE ledger_entry DROP COLUMN site_id")
    op.execute(DELETE_EXACT_VERSIONS)
    op.execute("DELETE FROM group_result")
