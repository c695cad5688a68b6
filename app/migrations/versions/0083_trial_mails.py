"""Somebody sends themselves a mail to see that mail arrives; it takes nobody's place in the week."""

from __future__ import annotations

from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None

KINDS = "alter table mail drop constraint ck_mail_kind, add constraint ck_mail_kind check (kind in ({kinds}))"
PENDING = "create unique index uq_mail_pending on mail (person_id) where {which} and state in ('waiting', 'sending')"


def upgrade() -> None:
    """Nothing is lost."""
    op.execute(KINDS.format(kinds="'notice', 'digest', 'welcome', 'trial'"))
    op.execute("drop index uq_mail_pending")
    op.execute(PENDING.format(which="kind in ('digest', 'welcome')"))


def downgrade() -> None:
    """Trials go: nothing rests on them."""
    op.execute("delete from mail where kind = 'trial'")
    op.execute(KINDS.format(kinds="'notice', 'digest', 'welcome'"))
    op.execute("drop index uq_mail_pending")
    op.execute(PENDING.format(which="kind <> 'notice'"))
