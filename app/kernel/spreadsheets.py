"""Writes CSV files for spreadsheets, in which no cell is run as a formula, and reads guarded cells back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula in a spreadsheet."""


def encode_csv(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A byte-order mark, the headers and the rows; no text can be taken for a formula."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(heads)
    rows.writerows([guard_formula(cell) if isinstance(cell, str) else cell for cell in line] for line in lines)
    return "\ufeff" + written.getvalue()


def guard_formula(text: str) -> str:
    """The text behind an apostrophe when a spreadsheet would run it; `remove_formula_guard` gives every text back."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def remove_formula_guard(text: str) -> str:
    """The text as it was before `guard_formula`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text
