"""An ambassador lets communications show a photo, apart from the name and the sentence."""

from __future__ import annotations

from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There is no photo yet."""
    op.execute(
        """
        create table ambassador_photo (
            person_id bigint not null constraint pk_ambassador_photo primary key
                constraint fk_ambassador_photo_person_id_person references person (id) on delete cascade,
            picture bytea not null
        )
        """
    )


def downgrade() -> None:
    """Photos go."""
    op.execute("drop table ambassador_photo")
