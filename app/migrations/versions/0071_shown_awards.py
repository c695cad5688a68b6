"""Holders may show an award in the company's network; triggers note each change for the feed that machines read."""

from __future__ import annotations

from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

NOTE_OF_AWARD = """
create function note_change_of_award() returns trigger language plpgsql as $$
begin
    update shown_award set place = null, changed_at = now() where award_id = new.id;
    return null;
end $$
"""
"""It touches the row also when it has no place yet: who gives places waits for it, or it for them."""

NOTE_OF_SHOWN_AWARD = """
create function note_change_of_shown_award() returns trigger language plpgsql as $$
begin
    new.place := null;
    new.changed_at := now();
    return new;
end $$
"""


def upgrade() -> None:
    """Nobody shows anything."""
    op.execute("create sequence shown_award_place as bigint")
    op.execute(
        """
        create table shown_award (
            id text not null default gen_random_uuid()::text,
            award_id bigint constraint fk_shown_award_award_id_award references award (id) on delete set null,
            place bigint,
            changed_at timestamptz not null,
            constraint pk_shown_award primary key (id),
            constraint uq_shown_award_award_id unique (award_id),
            constraint uq_shown_award_place unique (place)
        )
        """
    )
    op.execute("create index ix_shown_award_unplaced on shown_award (id) where place is null")
    op.execute(NOTE_OF_AWARD)
    op.execute(NOTE_OF_SHOWN_AWARD)
    op.execute(
        """
        create trigger note_change_of_award
        after update of awarded_at, criterion_version, expires_at, expired_at, revoked_at on award for each row
        when ((old.awarded_at, old.criterion_version, old.expires_at, old.expired_at, old.revoked_at)
            is distinct from (new.awarded_at, new.criterion_version, new.expires_at, new.expired_at, new.revoked_at))
        execute function note_change_of_award()
        """
    )
    op.execute(
        """
        create trigger note_change_of_shown_award before update of award_id on shown_award for each row
        when (old.award_id is distinct from new.award_id) execute function note_change_of_shown_award()
        """
    )


def downgrade() -> None:
    """What holders show is gone."""
    op.execute("drop function note_change_of_award cascade")
    op.execute("drop table shown_award")
    op.execute("drop function note_change_of_shown_award")
    op.execute("drop sequence shown_award_place")
