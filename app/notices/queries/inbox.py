"""Reads of the inbox: how much is unread, and the notices of one person, newest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.kernel.paging import BadCursor, Page, read_cursor, write_cursor
from app.kernel.schema import JsonObject
from app.kernel.texts import translate_text
from app.notices.kind import NoticeKind
from app.notices.models import Notice
from app.notices.registry import all_kinds, transactional_kinds

MOST_COUNTED = 100


class NoSuchNotice(NotFound):
    """This person has no notice of that number."""


OWN_NOTICES = OwnRows(
    Notice,
    belongs_to=lambda person_id: Notice.person_id == person_id,
    missing=lambda: NoSuchNotice("There is no such notice."),
)


@dataclass(frozen=True)
class InboxNotice:
    """A notice with its kind, ready to be said."""

    id: int
    kind: NoticeKind
    params: JsonObject
    path: str
    happened_at: datetime
    read_at: datetime | None

    @property
    def title(self) -> str:
        """What it is about, in the language under way."""
        return translate_text(self.kind.title, self.params)

    @property
    def text(self) -> str:
        """What there is to say beside; often nothing."""
        return translate_text(self.kind.text, self.params)


def count_unread(person_id: int, *, is_calm: bool) -> int:
    """How many notices a person has not read, counted up to a hundred; in a crisis, only those that they must know."""
    mine = select(Notice.id).where(Notice.person_id == person_id, Notice.read_at.is_(None), _shown(is_calm=is_calm))
    return session().scalar(select(func.count()).select_from(mine.limit(MOST_COUNTED).subquery())) or 0


def list_notices(person_id: int, cursor: str | None, limit: int, *, is_calm: bool) -> Page[InboxNotice]:
    """The notices of a person, newest first; in a crisis, only those that they must know."""
    mine = select(Notice).where(Notice.person_id == person_id, _shown(is_calm=is_calm))
    if cursor:
        mine = mine.where(Notice.id < _place(cursor))
    found = session().scalars(mine.order_by(Notice.id.desc()).limit(limit + 1)).all()
    more = len(found) > limit
    return Page(_with_kinds(found[:limit]), write_cursor([found[limit - 1].id]) if more else None)


def locked_notice(person_id: int, notice_id: int) -> Notice:
    """One's own notice, held until the transaction ends; NoSuchNotice for anybody else's."""
    return OWN_NOTICES.lock_own(person_id, notice_id)


def _with_kinds(notices: Sequence[Notice]) -> list[InboxNotice]:
    kinds = all_kinds()
    return [InboxNotice(row.id, kinds[row.kind], row.params, row.path, row.happened_at, row.read_at) for row in notices]


def _shown(*, is_calm: bool) -> ColumnElement[bool]:
    """What a kind that is no longer plugged in left behind cannot be said any more."""
    kinds: Collection[str] = transactional_kinds() if is_calm else all_kinds()
    return Notice.kind.in_(list(kinds)) if kinds else ~true()


def _place(cursor: str) -> int:
    (place,) = read_cursor(cursor, parts=1)
    if type(place) is not int:
        raise BadCursor("This cursor belongs to another list: start from the first page.")
    return place
