"""How a board is said in JSON and in CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import orjson

from app.kernel.paging import write_cursor
from app.leaderboards.reading.views import Around, Head, Row, Shown

COLUMNS = ("rank", "group", "people", "share_taking_part", "total", "per_head", "score")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text that begins so."""


def page_in_json(shown: Shown) -> bytes:
    """A page of the board."""
    following = None if shown.after is None else write_cursor([shown.after])
    rows = [_row(row) for row in (*shown.rows, *merged(shown))]
    return orjson.dumps(_head(shown.head) | {"standings": rows, "next_cursor": following})


def around_in_json(head: Head, around: Around | None, score_now: int) -> bytes:
    """Where somebody stands."""
    told = {
        "mine": None if around is None else _row(around.mine),
        "ahead": [] if around is None else [_row(row) for row in around.ahead],
        "behind": [] if around is None else [_row(row) for row in around.behind],
        "score_now": score_now,
    }
    return orjson.dumps(_head(head) | told)


def in_csv(rows: Iterable[Row], merged_name: str) -> str:
    """Groups, one a line, after a byte-order mark for spreadsheets; no cell of it can be taken for a formula."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(COLUMNS)
    for row in rows:
        told = ("" if row.rank is None else row.rank, _harmless(row.name or merged_name))
        lines.writerow((*told, row.people, row.share, row.total, row.per_head, row.score))
    return "\ufeff" + written.getvalue()


def merged(shown: Shown) -> list[Row]:
    """The row of the merged groups, on the last page."""
    return [row for row in shown.others if row.rank is None] if shown.after is None else []


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _head(head: Head) -> dict[str, object]:
    return {
        "slug": head.slug,
        "title": head.title,
        "subject": head.subject,
        "version": head.version,
        "as_of": head.as_of,
    }


def _row(row: Row) -> dict[str, object]:
    told: dict[str, object] = {"rank": row.rank, "name": row.name or None, "score": row.score}
    if row.people is None:
        return told
    return told | {"people": row.people, "total": row.total, "per_head": row.per_head, "share": row.share}
