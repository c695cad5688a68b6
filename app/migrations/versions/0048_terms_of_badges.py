"""Awards have a term, a giver with a reason, and may be revoked by hand."""

from __future__ import annotations

from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Awards of before have no end."""
    op.execute(
        """
        alter table badge_version
            add column valid_months bigint constraint ck_badge_version_valid_months check (valid_months >= 1);
        create table badge_giver (
            badge_id bigint not null,
            person_id bigint not null,
            constraint pk_badge_giver primary key (badge_id, person_id),
            constraint fk_badge_giver_badge_id_badge foreign key (badge_id) references badge (id) on delete cascade,
            constraint fk_badge_giver_person_id_person foreign key (person_id) references person (id) on delete cascade
        );
        create index ix_badge_giver_person on badge_giver (person_id);
        alter table award
            add column expires_at timestamptz,
            add column expired_at timestamptz,
            add column reminded_at timestamptz,
            add column given_by_id bigint
                constraint fk_award_given_by_id_person references person (id) on delete set null,
            add column reason text,
            add column evidence text,
            add column is_barred boolean default false not null,
            drop constraint uq_award_badge_id_person_id,
            add constraint ck_award_expired check (expired_at is null or revoked_at is null),
            add constraint ck_award_barred check (not is_barred or revoked_at is not null);
        create unique index ix_award_term on award (badge_id, person_id) where expired_at is null;
        create index ix_award_expires_at on award (expires_at) where expired_at is null and revoked_at is null
        """
    )


def downgrade() -> None:
    """Of several terms the last one stays; who gave a badge, and why, is lost."""
    op.execute(
        """
        delete from award where exists (
            select from award later where later.badge_id = award.badge_id and later.person_id = award.person_id and later.id > award.id
        );
        drop index ix_award_expires_at, ix_award_term;
        alter table award
            drop column expires_at, drop column expired_at, drop column reminded_at, drop column given_by_id, drop column reason, drop column evidence,
            drop column is_barred,
            add constraint uq_award_badge_id_person_id unique (badge_id, person_id);
        drop table badge_giver;
        alter table badge_version drop column valid_months
        """
    )
