"""Reads of the inbox: how much is unread, and the notices of one person, newest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, true

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.kernel.paging import BadCursor, Page, encode_cursor, parse_cursor
from app.kernel.schema import JsonObject
from app.kernel.texts import translate_text
from app.notices.kind import NoticeKind
from app.notices.models import Notice
from app.notices.registry import list_transactional_kind_names, notice_kinds_by_name


class NoSuchNotice(NotFound):
    """This person has no notice with that id."""


OWN_NOTICES = OwnRows(
    Notice,
    belongs_to=lambda person_id: Notice.person_id == person_id,
    missing=lambda: NoSuchNotice("There is no such notice."),
)


@dataclass(frozen=True)
class InboxNotice:
    """A notice with its kind, ready to be shown; or the latest of several that are said in one line, with their `number`."""

    id: int
    kind: NoticeKind
    params: JsonObject
    path: str
    happened_at: datetime
    read_at: datetime | None
    number: int = 1

    @property
    def title(self) -> str:
        """Its title, in the current language."""
        if self.number > 1:
            return translate_text(self.kind.several, {"num": self.number})
        return translate_text(self.kind.title, self.params)

    @property
    def text(self) -> str:
        """Its text; often empty."""
        return translate_text(self.kind.text, self.params)


def list_notices(person_id: int, cursor: str | None, limit: int, *, is_calm: bool) -> Page[InboxNotice]:
    """The notices of a person, newest first; in a crisis, only transactional ones."""
    own_notices = select(Notice).where(Notice.person_id == person_id, _shown_notice_condition(is_calm=is_calm))
    if cursor:
        own_notices = own_notices.where(Notice.id < _parse_notice_id_from_cursor(cursor))
    rows = session().scalars(own_notices.order_by(Notice.id.desc()).limit(limit + 1)).all()
    more = len(rows) > limit
    return Page(_build_inbox_notices(rows[:limit]), encode_cursor([rows[limit - 1].id]) if more else None)


def get_locked_notice(person_id: int, notice_id: int) -> Notice:
    """A notice of this person, locked until the transaction ends; NoSuchNotice for another person's."""
    return OWN_NOTICES.get_and_lock_own_row(person_id, notice_id)


def _build_inbox_notices(notices: Sequence[Notice]) -> list[InboxNotice]:
    kinds = notice_kinds_by_name()
    return [InboxNotice(row.id, kinds[row.kind], row.params, row.path, row.happened_at, row.read_at) for row in notices]


def _shown_notice_condition(*, is_calm: bool) -> ColumnElement[bool]:
    """The condition that a notice's kind still exists and may be shown."""
    kinds: Collection[str] = list_transactional_kind_names() if is_calm else notice_kinds_by_name()
    return Notice.kind.in_(list(kinds)) if kinds else ~true()


def _parse_notice_id_from_cursor(cursor: str) -> int:
    (place,) = parse_cursor(cursor, parts=1)
    if type(place) is not int:
        raise BadCursor("This cursor belongs to another list: start from the first page.")
    return place
