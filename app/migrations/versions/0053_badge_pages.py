"""A holder may open a public page for an award."""

from __future__ import annotations

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No page is open."""
    op.execute(
        """
        create table badge_page (
            award_id bigint not null constraint fk_badge_page_award_id_award references award (id) on delete cascade,
            token text not null,
            opened_at timestamptz not null,
            constraint pk_badge_page primary key (award_id),
            constraint uq_badge_page_token unique (token)
        )
        """
    )


def downgrade() -> None:
    """The addresses of open pages are gone."""
    op.execute("drop table badge_page")
