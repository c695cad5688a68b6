"""Writes CSV files for spreadsheets and payroll, in which no cell is run as a formula, and reads guarded cells back."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula in a spreadsheet."""

LATIN_LETTERS = dict(zip("łŁđĐħĦŧŦıĸŋŊəƏ", "lLdDhHtTiknNeE", strict=True))
"""Letters of European names that have no accent to take off, with the plain letters that stand for them."""

UTF_8 = "utf-8-sig"
"""UTF-8 behind a byte-order mark, by which spreadsheets recognise it."""


@dataclass(frozen=True)
class CsvFormat:
    """What separates cells, and the encoding by the name that Python gives it."""

    separator: str
    encoding: str


class UnwritableText(ValueError):
    """A cell has a sign that the encoding lacks."""

    def __init__(self, cell: str, sign: str) -> None:
        super().__init__(f"{sign!r} of {cell!r}")
        self.cell, self.sign = cell, sign


def encode_csv(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A byte-order mark, the headers and the rows; no text can be taken for a formula."""
    return "\ufeff" + _write_rows(heads, lines, ",")


def encode_csv_file(
    heads: Sequence[str], lines: Iterable[Sequence[object]], csv_format: CsvFormat, *, replaces_letters: bool = False
) -> bytes:
    """The headers and the rows in that format; no text can be taken for a formula.

    UnwritableText for the first cell with a sign that the encoding lacks. With `replaces_letters`, letters that it lacks lose
    their accents (ő becomes o) or become plain ones (ł becomes l) where there is such a letter.
    """
    rows = [
        [_fit_cell(cell, csv_format.encoding, replaces_letters=replaces_letters) for cell in line]
        for line in (heads, *lines)
    ]
    return _write_rows(rows[0], rows[1:], csv_format.separator).encode(csv_format.encoding)


def guard_formula(text: str) -> str:
    """The text behind an apostrophe when a spreadsheet would run it; `remove_formula_guard` gives every text back."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def remove_formula_guard(text: str) -> str:
    """The text as it was before `guard_formula`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text


def _write_rows(heads: Sequence[str], lines: Iterable[Sequence[object]], separator: str) -> str:
    written = io.StringIO()
    rows = csv.writer(written, delimiter=separator)
    rows.writerow(heads)
    rows.writerows([guard_formula(cell) if isinstance(cell, str) else cell for cell in line] for line in lines)
    return written.getvalue()


def _fit_cell(cell: object, encoding: str, *, replaces_letters: bool) -> str:
    text = str(cell)
    if encoding == UTF_8:
        return text
    composed = unicodedata.normalize("NFC", text)
    fitted = "".join(
        _find_plain_letter(sign) if replaces_letters and not _can_encode(sign, encoding) else sign for sign in composed
    )
    missing = next((sign for sign in fitted if not _can_encode(sign, encoding)), None)
    if missing is not None:
        raise UnwritableText(text, missing)
    return fitted


def _find_plain_letter(sign: str) -> str:
    """The letter without its accents, or the plain one that stands for it; the sign itself where there is none."""
    if sign in LATIN_LETTERS:
        return LATIN_LETTERS[sign]
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    return bare if bare.isascii() and bare else sign


def _can_encode(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
