"""Writes the rows of people on a page, each kept under all that it says: pages, readers and versions share most of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from app.kernel.application import get_template_macro
from app.leaderboards.reading.views import BoardRow

TEMPLATE = "leaderboards/people_rows.html"


def write_rows_of_people(rows: Sequence[BoardRow], keep: Callable[..., str]) -> Markup:
    """The rows of a table, with a line where colleagues are left out between two; `keep` is that of the answer."""
    return Markup("".join(_iterate_written_rows(rows, keep)))  # noqa: S704 - parts are safe already


def _iterate_written_rows(rows: Sequence[BoardRow], keep: Callable[..., str]) -> Iterator[str]:
    best = max((row.score for row in rows if row.score is not None), default=0)
    write_row, write_gap = get_template_macro(TEMPLATE, "row"), get_template_macro(TEMPLATE, "gap")
    for before, row in pairwise((None, *rows)):
        if before is not None and row is not None and row.place > before.place + 1:
            yield keep(write_gap)
        if row is not None:
            yield keep(write_row, row, best)
