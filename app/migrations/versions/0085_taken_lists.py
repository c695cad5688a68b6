"""The audit log says who took the list of ambassadors, and when."""

from __future__ import annotations

from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From now on; earlier files stay on the page of HR."""
    op.execute(
        "create trigger audit after insert or update or delete on ambassador_list_export"
        " for each row execute function write_audit_entry('id', 'exported_at lines')"
    )


def downgrade() -> None:
    """The page of HR alone says it again."""
    op.execute("drop trigger audit on ambassador_list_export")
