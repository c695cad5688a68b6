"""A completed path is recorded, for a fact of its own; the clock looks once for those who completed one before."""

from __future__ import annotations

from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Paths that are there begin with everybody's past to look at, those that come later do not."""
    op.execute("alter table path add column past_position bigint default 0")
    op.execute("alter table path alter column past_position drop default")
    op.execute(
        """
        create table path_completion (
            person_id bigint not null constraint fk_path_completion_person_id_person references person (id) on delete cascade,
            path_id bigint not null constraint fk_path_completion_path_id_path references path (id) on delete cascade,
            completed_at timestamptz,
            mission_ids bigint[] default '{}'::bigint[] not null,
            announcements bigint default 0 not null,
            constraint pk_path_completion primary key (person_id, path_id)
        )
        """
    )


def downgrade() -> None:
    """The facts about completed paths stay in the journal."""
    op.execute("drop table path_completion")
    op.execute("alter table path drop column past_position")
