"""Reads what the frame of a page says of unread notices: how many there are, and what there is to celebrate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from app.kernel import clock
from app.kernel.reading import read_rows, write_for_driver
from app.notices import registry
from app.notices.queries.inbox import InboxNotice

MOST_COUNTED = 100
MOST_CELEBRATED = 5
CELEBRATED_FOR = timedelta(days=7)
"""What happened longer ago stands in the inbox alone."""


@dataclass(frozen=True)
class UnreadNotices:
    """How many notices a person has not read, up to a hundred; whether the page says what some of them say; and the celebrations."""

    count: int
    is_any_of_page: bool
    celebrations: Sequence[InboxNotice]


_UNREAD = write_for_driver(
    """
    select counted.*, n.id, n.kind, n.params, n.path, n.happened_at
    from (select (select count(*) from (
                      select from notice where person_id = :person_id and read_at is null and kind = any(cast(:shown as text[])) limit :most) as first_notices
                  ) as unread,
                 exists (select from notice where person_id = :person_id and read_at is null and path = :path and kind = any(cast(:of_page as text[]))
                  ) as is_any_of_page) as counted
    left join lateral (
        select * from notice where person_id = :person_id and read_at is null and kind = any(cast(:celebrated as text[])) and happened_at > :since
        order by id desc limit :most) as n on true
    order by n.id desc
    """
)


def read_unread_notices(person_id: int, path: str, *, is_calm: bool) -> UnreadNotices:
    """What this person has not read, on the page at `path`, in one statement; in a crisis, only what is transactional.

    The celebrations are the latest of this week, in as few lines as may be; a crisis has none.
    """
    parameters = _write_kind_arrays(registry.list_kinds_of_unread_notices(is_calm=is_calm))
    place = {"person_id": person_id, "path": "" if "\x00" in path else path}
    rows = read_rows(_UNREAD, parameters | place | {"since": clock.now() - CELEBRATED_FOR, "most": MOST_COUNTED})
    by_name = registry.notice_kinds_by_name()
    celebrations = _merge_notices(
        InboxNotice(row["id"], by_name[row["kind"]], row["params"], row["path"], row["happened_at"], None)
        for row in rows
        if row["id"] is not None
    )
    return UnreadNotices(rows[0]["unread"], rows[0]["is_any_of_page"], celebrations[:MOST_CELEBRATED])


@lru_cache
def _write_kind_arrays(kinds: registry.KindsOfUnreadNotices) -> dict[str, str]:
    """The arrays as PostgreSQL reads them: the driver would write each name of each at every page."""
    arrays = {"shown": kinds.shown, "of_page": kinds.read_on_their_page, "celebrated": kinds.celebrated}
    return {name: f"{{{','.join(array)}}}" for name, array in arrays.items()}


def _merge_notices(notices: Iterable[InboxNotice]) -> list[InboxNotice]:
    """One line for all of a kind that lead to one page, where the kind has words for several; at the place of the latest."""
    merged: dict[object, InboxNotice] = {}
    for notice in notices:
        place = (notice.kind.name, notice.path) if notice.kind.several else notice.id
        latest = merged.setdefault(place, replace(notice, number=0))
        merged[place] = replace(latest, number=latest.number + 1)
    return list(merged.values())
