"""Writes the follow-up as CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""First characters with which a spreadsheet takes a text for a formula."""


def encode_csv(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A byte-order mark, the headers and the rows; no cell can be taken for a formula."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(heads)
    rows.writerows([_escape_formula(cell) for cell in line] for line in lines)
    return "\ufeff" + written.getvalue()


def _escape_formula(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text
