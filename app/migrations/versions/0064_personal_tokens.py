"""A person may make a token for a program of their own."""

from __future__ import annotations

from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has made one."""
    op.execute(
        """
        create table personal_token (
            person_id bigint not null constraint fk_personal_token_person_id_person references person (id) on delete cascade,
            secret_sha256 text not null,
            subject text not null,
            created_at timestamptz not null,
            constraint pk_personal_token primary key (person_id),
            constraint uq_personal_token_secret_sha256 unique (secret_sha256)
        )
        """
    )


def downgrade() -> None:
    """Programs are refused."""
    op.execute("drop table personal_token")
