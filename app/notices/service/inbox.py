"""Writes what a person does in their inbox: mark one notice or all as read."""

from __future__ import annotations

from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.notices import registry
from app.notices.models import Notice
from app.notices.queries import inbox


def mark_own_notice_read(person_id: int, notice_id: int) -> Notice:
    """Mark a notice of this person as read; idempotent."""
    notice = inbox.get_locked_notice(person_id, notice_id)
    notice.read_at = notice.read_at or clock.now()
    return notice


def mark_notices_of_page_read(person_id: int, path: str, *, is_calm: bool) -> None:
    """Mark as read what this very page says, as somebody sees it. What a crisis hides stays unread."""
    kinds = registry.list_kinds_of_unread_notices(is_calm=is_calm).read_on_their_page
    own_unread = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.path == path)
    session().execute(own_unread.where(Notice.kind.in_(kinds)).values(read_at=clock.now()))


def mark_visible_notices_read(person_id: int, *, is_calm: bool) -> None:
    """Mark everything that is shown as read; what a crisis hides stays unread."""
    kinds = registry.list_transactional_kind_names() if is_calm else list(registry.notice_kinds_by_name())
    own_unread = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.kind.in_(kinds))
    session().execute(own_unread.values(read_at=clock.now()))
