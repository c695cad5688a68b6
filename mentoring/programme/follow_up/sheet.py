"""The programme view as a table for spreadsheets: each line says what is counted, of whom, and how much."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text that begins so."""


def in_csv(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """The lines after their heads and a byte-order mark; no cell can be taken for a formula."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(heads)
    rows.writerows([_harmless(cell) for cell in line] for line in lines)
    return "\ufeff" + written.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text
