"""An endpoint may get CloudEvents, be signed by a public key too, and be tested."""

from __future__ import annotations

from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


AUDIT = """
create trigger audit after insert or update or delete on endpoint
for each row execute function write_audit_entry('url', '{}')
"""
KEPT_BEFORE = "url description kinds disabled_at disabled_because !secret"
KEPT = f"{KEPT_BEFORE} form !signing_key"


def upgrade() -> None:
    """Every endpoint stays as it was."""
    op.execute(
        """
        alter table endpoint add column form text not null default 'standard'
                constraint ck_endpoint_form check (form in ('standard', 'cloudevents')),
            add column signing_key text, add column last_test jsonb
        """
    )
    _replace_trigger(KEPT)


def downgrade() -> None:
    """Every endpoint gets Standard Webhooks, signed by its secret alone."""
    _replace_trigger(KEPT_BEFORE)
    op.execute("alter table endpoint drop column form, drop column signing_key, drop column last_test")


def _replace_trigger(columns: str) -> None:
    op.execute("drop trigger audit on endpoint")
    op.execute(AUDIT.format(columns))
