"""Counts of badges go on: each remembers what it counted of a person."""

from __future__ import annotations

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table is empty at first: each count is made anew when its next fact comes."""
    op.execute(
        """
        create table badge_count (
            person_id bigint not null,
            badge_id bigint not null,
            counted bigint not null,
            reached_at timestamptz,
            counted_as bigint,
            last_counted_at timestamptz,
            counted_keys text[],
            constraint pk_badge_count primary key (person_id, badge_id),
            constraint fk_badge_count_person_id_person foreign key (person_id) references person (id) on delete cascade,
            constraint fk_badge_count_badge_id_badge foreign key (badge_id) references badge (id) on delete cascade
        )
        """
    )


def downgrade() -> None:
    """Nothing is lost: all of it follows from the facts."""
    op.execute("drop table badge_count")
