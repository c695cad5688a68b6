"""Awards get credentials that outsiders verify: public keys, places in status lists, and what was signed."""

from __future__ import annotations

from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No award has a credential yet: each is signed when it is first asked for."""
    op.execute(
        """
        create table issuer_key (
            name text not null,
            jwk jsonb not null,
            published_at timestamptz not null,
            constraint pk_issuer_key primary key (name)
        )
        """
    )
    op.execute(
        """
        create table status_list_place (
            list_number bigint not null,
            place bigint not null,
            award_id bigint constraint fk_status_list_place_award_id_award references award (id) on delete set null,
            announcement bigint not null,
            constraint pk_status_list_place primary key (list_number, place),
            constraint uq_status_list_place_award_id_announcement unique (award_id, announcement),
            constraint ck_status_list_place_place check (place >= 0 and place < 131072)
        )
        """
    )
    op.execute(
        """
        create table credential (
            award_id bigint not null constraint fk_credential_award_id_award references award (id) on delete cascade,
            announcement bigint not null,
            list_number bigint not null,
            place bigint not null,
            version_id bigint not null constraint fk_credential_version_id_badge_version references badge_version (id),
            subject text not null,
            document text not null,
            jwt text not null,
            signed_at timestamptz not null,
            constraint pk_credential primary key (award_id, announcement),
            constraint uq_credential_list_number_place unique (list_number, place),
            constraint fk_credential_list_number_status_list_place
                foreign key (list_number, place) references status_list_place (list_number, place)
        )
        """
    )
    op.execute("create index ix_credential_version on credential (version_id)")


def downgrade() -> None:
    """Credentials that left the house can be verified no longer: their keys and their lists are gone."""
    op.execute("drop table credential, status_list_place, issuer_key")
