"""Each place of a status list says itself whether it is revoked: a trigger keeps it as its award stands."""

from __future__ import annotations

from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

MARK = """
create function mark_revoked_places() returns trigger language plpgsql as $$
begin
    update status_list_place set is_revoked = new.revoked_at is not null or announcement <> new.announcements
    where award_id = new.id;
    return null;
end $$
"""


def upgrade() -> None:
    """The next migration marks the places of today."""
    op.execute("alter table status_list_place add column is_revoked boolean not null default false")
    op.execute(
        "create index ix_status_list_place_revoked on status_list_place (list_number, place) "
        "where is_revoked or award_id is null"
    )
    op.execute(MARK)
    op.execute(
        """
        create trigger mark_revoked_places after update of revoked_at, announcements on award for each row
        when (old.revoked_at is distinct from new.revoked_at or old.announcements <> new.announcements)
        execute function mark_revoked_places()
        """
    )


def downgrade() -> None:
    """Nothing is lost: earlier releases read it from the awards."""
    op.execute("drop function mark_revoked_places cascade")
    op.execute("alter table status_list_place drop column is_revoked")
