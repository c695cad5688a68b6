"""Answers to requests with an Idempotency-Key are kept for a day."""

from __future__ import annotations

from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None is kept."""
    op.execute(
        """
        create table kept_answer (
            caller text not null,
            key text not null,
            request_sha256 text not null,
            status bigint not null,
            media_type text not null,
            body bytea not null,
            kept_at timestamptz not null,
            constraint pk_kept_answer primary key (caller, key)
        )
        """
    )
    op.execute("create index ix_kept_answer_kept_at on kept_answer (kept_at)")


def downgrade() -> None:
    """The same request sent again acts again."""
    op.execute("drop table kept_answer")
