"""Finds what is the same gesture, and the answers to an object, without reading the journal."""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

INDEXES = (
    """
    create index concurrently if not exists ix_fact_gesture on fact (
        gesture_target(kind, object, community, counterpart_id), coalesce(actor_id, 0))
    where kind in ('answer.accepted', 'community.joined', 'person.followed', 'post.liked', 'post.shared')
    """,
    """
    create index concurrently if not exists ix_fact_answered on fact ((body ->> 'answers'))
    where kind = 'answer.created'
    """,
)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for index in INDEXES:
            op.execute(index)


def downgrade() -> None:
    op.execute("drop index ix_fact_gesture, ix_fact_answered")
