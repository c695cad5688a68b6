"""That IT ignores an unknown account, or no longer, is in the audit log; the acts of the account are not."""

from __future__ import annotations

from alembic import op

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An act writes another column, so it does not wake the trigger."""
    op.execute(
        "create trigger audit after update of ignored_at on unknown_account for each row"
        " when (old.ignored_at is distinct from new.ignored_at)"
        " execute function write_audit_entry('source', 'ignored_at')"
    )


def downgrade() -> None:
    """Lines that were written stay."""
    op.execute("drop trigger audit on unknown_account")
