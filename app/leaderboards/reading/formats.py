"""Writes a board as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from app.kernel.paging import encode_cursor
from app.kernel.spreadsheets import encode_csv
from app.leaderboards.reading.views import BoardPage, BoardRow, BoardWithLastVersion, OwnPosition

CSV_COLUMNS = ("rank", "group", "people", "share_taking_part", "total", "per_head", "score")


def encode_page_as_json(shown: BoardPage) -> bytes:
    """A page of the board."""
    following = None if shown.after is None else encode_cursor([shown.after])
    rows = [_build_row_payload(row) for row in (*shown.rows, *list_merged_rows_if_last(shown))]
    return orjson.dumps(_build_board_payload(shown.head) | {"standings": rows, "next_cursor": following})


def encode_position_as_json(head: BoardWithLastVersion, around: OwnPosition | None, score_now: int) -> bytes:
    """Where the reader stands; `mine` is null when they are not on the board."""
    position = {
        "mine": None if around is None else _build_row_payload(around.own_row),
        "ahead": [] if around is None else [_build_row_payload(row) for row in around.ahead],
        "behind": [] if around is None else [_build_row_payload(row) for row in around.behind],
        "score_now": score_now,
    }
    return orjson.dumps(_build_board_payload(head) | position)


def encode_groups_as_csv(rows: Iterable[BoardRow], merged_name: str) -> str:
    """One group a line, after a byte-order mark for spreadsheets; no cell is a formula."""
    return encode_csv(CSV_COLUMNS, (_list_cells_of_group(row, merged_name) for row in rows))


def list_merged_rows_if_last(shown: BoardPage) -> list[BoardRow]:
    """The row of the merged groups on the last page, none on the others."""
    return [row for row in shown.others if row.is_merged] if shown.after is None else []


def _list_cells_of_group(row: BoardRow, merged_name: str) -> tuple[object, ...]:
    return (row.rank, row.name or merged_name, row.people, row.share, row.total, row.per_head, row.score)


def _build_board_payload(head: BoardWithLastVersion) -> dict[str, object]:
    return {
        "slug": head.slug,
        "title": head.title,
        "subject": head.subject,
        "version": head.version,
        "as_of": head.as_of,
    }


def _build_row_payload(row: BoardRow) -> dict[str, object]:
    payload: dict[str, object] = {"rank": row.rank, "name": row.name or None, "score": row.score}
    if row.people is None:
        return payload
    payload |= {"people": row.people, "share": row.share}
    return payload if row.total is None else payload | {"total": row.total, "per_head": row.per_head}
