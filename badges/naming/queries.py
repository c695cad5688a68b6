"""Reads of the names of holders: those that everybody reads, and what one holder may choose."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.paging import BadCursor, Page, encode_cursor, parse_cursor
from badges.naming import statements

_PUBLISHED_NAMES, _OWN_NAMEABLE_AWARD = text(statements.PUBLISHED_NAMES), text(statements.OWN_NAMEABLE_AWARD)

NAMES_ON_PAGE = 100
"""How many names a page shows; nothing says how many there are."""
FIRST = ("", "", 0)
"""The position before the first name."""


@dataclass(frozen=True, kw_only=True)
class HolderNaming:
    """What a holder may choose: the name that the page would show, whether they agreed, and whether a pause hides it."""

    name: str
    is_named: bool
    is_paused: bool


@dataclass(frozen=True, kw_only=True)
class NamedHolder:
    """A holder who agreed to be shown: their name, and the award."""

    name: str
    award_id: int


def list_published_names(badge_id: int, cursor: str | None = None) -> Page[NamedHolder]:
    """The names of the holders who agreed to be shown, as they are at this moment, by family name; BadCursor."""
    family, given, after_id = _parse_position(cursor)
    parameters = {"badge_id": badge_id, "now": clock.now(), "most": NAMES_ON_PAGE + 1}
    rows = (
        session().execute(_PUBLISHED_NAMES, parameters | {"family": family, "given": given, "after_id": after_id}).all()
    )
    shown = rows[:NAMES_ON_PAGE]
    last = shown[-1] if len(rows) > NAMES_ON_PAGE else None
    return Page(
        [NamedHolder(name=row.name, award_id=row.id) for row in shown],
        encode_cursor([last.family, last.given, last.id]) if last else None,
    )


def _parse_position(cursor: str | None) -> tuple[str, str, int]:
    if not cursor:
        return FIRST
    family, given, after_id = parse_cursor(cursor, parts=len(FIRST))
    if not (isinstance(family, str) and isinstance(given, str) and isinstance(after_id, int)) or "\0" in family + given:
        raise BadCursor("This cursor belongs to another list: start from the first page.")
    return family, given, after_id


def find_naming_choice(badge_id: int, person_id: int) -> HolderNaming | None:
    """What this person may choose for the badge; None for whoever does not hold it, or cannot be named."""
    parameters = {"badge_id": badge_id, "person_id": person_id, "now": clock.now()}
    row = session().execute(_OWN_NAMEABLE_AWARD, parameters).mappings().one_or_none()
    return None if row is None else HolderNaming(**row)
