"""The secret that a source had before is accepted for a day; what a kind remembers of an act says when, so that it can be forgotten."""

from __future__ import annotations

from alembic import op

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No earlier secret is known; what is remembered counts as remembered now."""
    op.execute(
        """
        alter table source add column earlier_secret_key text, add column earlier_secret bytea, add column earlier_secret_until timestamptz,
            add constraint ck_source_earlier_secret
                check (num_nulls(earlier_secret_key, earlier_secret, earlier_secret_until) in (0, 3));
        alter table source_memory add column kept_at timestamptz not null default now()
        """
    )


def downgrade() -> None:
    """Earlier secrets are refused at once."""
    op.execute(
        """
        alter table source_memory drop column kept_at;
        alter table source drop column earlier_secret_key, drop column earlier_secret, drop column earlier_secret_until
        """
    )
