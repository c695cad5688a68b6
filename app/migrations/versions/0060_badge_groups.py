"""Badges stand in groups, and each knows how many people hold it."""

from __future__ import annotations

from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No badge is in a group; holders are counted within minutes."""
    op.execute(
        """
        create table badge_group (
            slug text not null,
            name jsonb not null,
            place bigint not null,
            constraint pk_badge_group primary key (slug)
        )
        """
    )
    op.execute(
        """
        alter table badge_version add column group_slug text
            constraint fk_badge_version_group_slug_badge_group references badge_group (slug) on delete set null
        """
    )
    op.execute("create index ix_badge_version_group on badge_version (group_slug)")
    op.execute("alter table badge add column holder_count bigint default 0 not null")


def downgrade() -> None:
    """The groups are gone."""
    op.execute("alter table badge drop column holder_count")
    op.execute("alter table badge_version drop column group_slug")
    op.execute("drop table badge_group")
