"""A holder may show the team that a badge served."""

from __future__ import annotations

from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No team is shown."""
    op.execute(
        """
        create table award_team (
            award_id bigint not null constraint fk_award_team_award_id_award references award (id) on delete cascade,
            unit_id bigint not null constraint fk_award_team_unit_id_unit references unit (id) on delete cascade,
            answers bigint not null,
            announcements bigint not null,
            constraint pk_award_team primary key (award_id)
        )
        """
    )
    op.execute("create index ix_award_team_unit on award_team (unit_id)")


def downgrade() -> None:
    """What holders agreed to show is gone."""
    op.execute("drop table award_team")
