"""Animators are told once of a question that nobody answers."""

from __future__ import annotations

from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody was told of any yet."""
    op.execute("alter table question_turn add column announced_at timestamptz")


def downgrade() -> None:
    """Whether animators were told is forgotten."""
    op.execute("alter table question_turn drop column announced_at")
