"""Writes the rows of people on a page, each once for all that it says: pages, readers and versions share most of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup

from app.kernel.application import get_template_macro
from app.leaderboards.reading.views import BoardRow

TEMPLATE = "leaderboards/people_rows.html"
MAX_KEPT = 8_192
"""Rows that one process keeps: some 4 MB."""


def write_rows_of_people(rows: Sequence[BoardRow], language: str) -> Markup:
    """The rows of a table in `language`, which is that of the answer, with a line where colleagues are left out between two."""
    return Markup("").join(_iterate_written_rows(rows, language))


def _iterate_written_rows(rows: Sequence[BoardRow], language: str) -> Iterator[Markup]:
    best = max((row.score for row in rows if row.score is not None), default=0)
    for before, row in pairwise((None, *rows)):
        if before is not None and row is not None and row.place > before.place + 1:
            yield write_gap(language)
        if row is not None:
            yield write_row(language, row, best)


@lru_cache
def write_gap(_: str) -> Markup:
    """The line for colleagues who are not shown. `_` is the language in which it is kept."""
    written: Markup = get_template_macro(TEMPLATE, "gap")()
    return written


@lru_cache(MAX_KEPT)
def write_row(_: str, row: BoardRow, best: float) -> Markup:
    """A row under everything that it says, so that what is kept is never shown where it is not true. `_` is its language."""
    written: Markup = get_template_macro(TEMPLATE, "row")(row, best)
    return written
