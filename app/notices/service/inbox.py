"""What a person does in their inbox: open a notice, mark one or all as read."""

from __future__ import annotations

from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.notices import registry
from app.notices.models import Notice
from app.notices.queries import inbox


def read_notice(person_id: int, notice_id: int) -> Notice:
    """Mark one's own notice as read; the second time it changes nothing."""
    notice = inbox.locked_notice(person_id, notice_id)
    notice.read_at = notice.read_at or clock.now()
    return notice


def read_all(person_id: int, *, is_calm: bool) -> None:
    """Mark everything that is shown as read; what a crisis keeps out of sight stays new."""
    kinds = registry.transactional_kinds() if is_calm else list(registry.all_kinds())
    mine = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.kind.in_(kinds))
    session().execute(mine.values(read_at=clock.now()))
