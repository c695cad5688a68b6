"""Reads a person's own points: a whole page of them is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.kernel import clock
from app.kernel.paging import BadCursor, Page, encode_cursor, parse_cursor
from app.kernel.reading import ReadRow, find_row, write_for_driver
from app.points.account import statements
from app.points.account.lines import (
    AccountLine,
    CapAllowance,
    EventGroupWithoutPoints,
    EventWithoutPoints,
    WaitingLine,
    find_no_points_reason,
    group_events_without_points,
)

MISSED_SPAN = timedelta(days=14)
PAGE_SIZE = 20
MAX_MISSED = 30
MOMENTS = ("moment", "earned_at", "counts_at", "occurred_at", "ends_local")
"""What JSON gives as texts."""

_FIRST_PAGE = write_for_driver(statements.FIRST_PAGE)
_LATER_PAGE = write_for_driver(statements.LATER_PAGE)


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """A page of a person's own points; a later page has older lines alone.

    `lines`: what was earned last first, a correction when it was written. `waiting`: what waits for working hours, the first to be credited first.
    `missed`: events of the last two weeks that a rule covers and that earned nothing, latest first, with the reason.
    `allowances`: what each capped rule in force still allows.
    """

    lines: Page[AccountLine]
    points: int = 0
    waiting: Sequence[WaitingLine] = ()
    allowances: Sequence[CapAllowance] = ()
    missed: Sequence[EventGroupWithoutPoints] = ()


def load_account_page(person_id: int, cursor: str | None = None) -> AccountPage:
    """A person's points, from the line after `cursor` on; BadCursor for a cursor of another list."""
    before_moment, before_id = _parse_place_from_cursor(cursor) if cursor else (None, None)
    place = {"before_moment": before_moment, "before_id": before_id, "most_lines": PAGE_SIZE + 1}
    if cursor:
        return AccountPage(lines=_build_page_of_lines(_read_page(_LATER_PAGE, place | {"person_id": person_id})))
    now = clock.now()
    row = _read_page(
        _FIRST_PAGE, place | {"person_id": person_id, "now": now, "since": now - MISSED_SPAN, "most": MAX_MISSED}
    )
    return AccountPage(
        lines=_build_page_of_lines(row),
        points=row["points"],
        waiting=[WaitingLine(**_parse_moments(line)) for line in row["waiting"]],
        allowances=[CapAllowance(**_parse_moments(line)) for line in row["allowances"]],
        missed=_group_missed(_parse_moments(line) for line in row["missed"]),
    )


def _read_page(statement: str, parameters: Mapping[str, object]) -> ReadRow:
    return find_row(statement, parameters) or {}


def _build_page_of_lines(row: ReadRow) -> Page[AccountLine]:
    lines = [AccountLine(**_parse_moments(line)) for line in row["lines"]]
    shown, has_more = lines[:PAGE_SIZE], len(lines) > PAGE_SIZE
    return Page(shown, encode_cursor([shown[-1].moment.isoformat(), shown[-1].id]) if has_more else None)


def _group_missed(events: Iterable[ReadRow]) -> list[EventGroupWithoutPoints]:
    judged = [
        (event, find_no_points_reason(is_on=event["is_on"], is_used_up=bool(event["is_used_up"]))) for event in events
    ]
    return group_events_without_points(
        EventWithoutPoints(event["sentence"], event["occurred_at"], reason)
        for event, reason in judged
        if reason is not None
    )


def _parse_moments(line: ReadRow) -> ReadRow:
    return {name: datetime.fromisoformat(value) if name in MOMENTS else value for name, value in line.items()}


def _parse_place_from_cursor(cursor: str) -> tuple[datetime, int]:
    moment, line_id = parse_cursor(cursor, parts=2)
    try:
        return datetime.fromisoformat(str(moment)), int(line_id)
    except ValueError as wrong:
        raise BadCursor("This cursor belongs to another list: start from the first page.") from wrong
