"""What is shown of a board: its head, rows from the top, and the reader's own row with its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from app.kernel.paging import BadCursor, parse_cursor

MAX_PLACE = 100_000_000


@dataclass(frozen=True, kw_only=True)
class BoardWithLastVersion:
    """A board with its last version, and the people who no longer appear since."""

    id: int
    slug: str
    title: dict[str, str]
    subject: str
    measure: str
    detail: str
    how: str
    period: str
    season_id: int | None
    version: int
    snapshot_id: int | None
    as_of: datetime | None
    digest: str | None
    roll_id: int | None
    moves_digest: str | None
    people: int
    last_choice: int | None
    names_changed_at: datetime | None
    gone: list[int]

    @property
    def is_about_people(self) -> bool:
        """Whether its rows are people."""
        return self.subject == "person"

    @property
    def version_token(self) -> str:
        """A text that changes with everything the first page shows, except its date.

        Who is gone counts beside the last choice: a slower transaction may hide somebody after a later one. An import and a merge may change names.
        """
        people = (self.last_choice, self.names_changed_at, sorted(self.gone)) if self.is_about_people else ()
        return f"{self.slug}-{self.version}-{self.snapshot_id or 0}-{sha256(repr(people).encode()).hexdigest()[:16]}"


class BoardRow(NamedTuple):
    """One row as it is shown. No row of the lower half has a rank, and a colleague there has no name.

    A group without a figure has no rank and no score, and so has the row of the merged groups.
    """

    place: int
    rank: int | None
    name: str | None
    score: float | None
    is_mine: bool = False
    total: int | None = None
    per_head: float | None = None
    people: int | None = None
    share: int | None = None

    @property
    def is_merged(self) -> bool:
        """Whether it is the row of the groups that are too small to be shown."""
        return self.name == ""


def hide_rank_in_lower_half(row: BoardRow, half: int) -> BoardRow:
    """The row as a reader may see it, on a board of which `half` rows are the upper half."""
    return row if row.place <= half else row._replace(rank=None)


@dataclass(frozen=True, kw_only=True)
class OwnPosition:
    """The reader's own row, at most two ahead of it, and at most two behind it that are in the upper half."""

    ahead: Sequence[BoardRow]
    own_row: BoardRow
    behind: Sequence[BoardRow]


@dataclass(frozen=True, kw_only=True)
class BoardPage:
    """Some rows of a board; the next page begins after the place `after`, None at the end of the upper half."""

    head: BoardWithLastVersion
    rows: Sequence[BoardRow]
    after: int | None = None
    around: OwnPosition | None = None
    others: Sequence[BoardRow] = field(default=())


def list_all_rows_of_page(shown: BoardPage) -> list[BoardRow]:
    """The rows of a page by place: those from the top, the reader's own with its neighbours, their groups, and the merged groups."""
    rows = {row.place: row for row in shown.rows}
    if shown.around is not None:
        near = (*shown.around.ahead, shown.around.own_row, *shown.around.behind)
        rows = {row.place: row for row in near} | rows
    rows |= {row.place: row for row in shown.others}
    return [rows[place] for place in sorted(rows)]


def parse_place_from_cursor(cursor: str | None) -> int:
    """The place after which a page begins; 0 without a cursor, BadCursor for a cursor that is not ours."""
    if cursor is None:
        return 0
    (place,) = parse_cursor(cursor, parts=1)
    if not isinstance(place, int) or not 0 <= place < MAX_PLACE:
        raise BadCursor("This cursor is not one that this address gave: start from the first page.")
    return place
