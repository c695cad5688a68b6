"""The latest match of each version of a mission: nothing reads it since health looks at whole weeks."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP TABLE last_match")


def downgrade() -> None:
    """The table comes back empty; the earlier version fills it with the next facts."""
    op.execute(
        """
        CREATE TABLE last_match (
            version_id bigint NOT NULL,
            matched_at timestamptz NOT NULL,
            CONSTRAINT pk_last_match PRIMARY KEY (version_id),
            CONSTRAINT fk_last_match_version_id_mission_version FOREIGN KEY (version_id)
                REFERENCES mission_version(id) ON DELETE CASCADE
        )
        """
    )
