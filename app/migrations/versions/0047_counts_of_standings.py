"""What counts for a participant goes with their standing by a trigger: a reference was looked up and locked for each row."""

from __future__ import annotations

from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

REMOVE_COUNTS = """
create function remove_counts_of_standings() returns trigger language plpgsql as $$
begin
    delete from contest_count k using before_rows gone where (k.contest_id, k.person_id) = (gone.contest_id, gone.person_id);
    return null;
end $$
"""


def upgrade() -> None:
    """No row changes."""
    op.execute("alter table contest_count drop constraint fk_contest_count_standing")
    op.execute(REMOVE_COUNTS)
    op.execute(
        "create trigger remove_counts_of_standings after delete on contest_standing referencing old table as before_rows "
        "for each statement execute function remove_counts_of_standings()"
    )


def downgrade() -> None:
    """Nothing is lost."""
    op.execute("drop function remove_counts_of_standings cascade")
    op.execute(
        """
        alter table contest_count add constraint fk_contest_count_standing foreign key (contest_id, person_id)
            references contest_standing (contest_id, person_id) on delete cascade
        """
    )
