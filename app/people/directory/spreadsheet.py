"""Splits the text of a CSV file into a line of headings and numbered rows, whatever its separator and the lines before."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.kernel.messages import ErrorMessage
from app.people.directory.cells import normalise_cells
from app.people.directory.columns import FileProblem
from app.people.directory.encodings import UnreadableFile

DELIMITERS = ";,\t|"
LINES_BEFORE_HEADINGS = 10
"""A report may have a title; headings are looked for in so many first lines."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[;,\t]*', re.IGNORECASE)

NO_HEADINGS = ErrorMessage(
    "the first line must name the columns: {names}.", french="la première ligne doit nommer les colonnes : {names}."
)
QUOTATION_MARKS = ErrorMessage(
    "{fault}: look at the quotation marks of this line.", french="{fault} : regardez les guillemets de cette ligne."
)
WRONG_NUMBER = ErrorMessage(
    "{expected} cells expected, {found} found: a separator is missing or one too many.",
    french="{expected} cellules attendues, {found} trouvées : il manque un séparateur, ou il y en a un de trop.",
)


@dataclass(frozen=True)
class Table:
    """The headings of a file and the lines below them, each with its number in the file and as many cells as there are headings."""

    heading_line: int
    headings: list[str]
    rows: list[tuple[int, list[str]]]
    problems: list[FileProblem]


def split_table(text: str, count_columns: Callable[[Sequence[str]], int], needed: str) -> Table:
    """The table in `text`. `count_columns` says how many of some cells are headings; `needed` names the columns in a refusal.

    A line `sep=;` is understood, empty columns at the end are dropped, and so is a second line of headings.
    """
    delimiter, skipped = _find_delimiter(text)
    problems: list[FileProblem] = []
    lines = [row for row in _read_rows(text, delimiter, problems) if row[0] > skipped]
    first = lines[:LINES_BEFORE_HEADINGS]
    if not first:
        raise UnreadableFile(1, NO_HEADINGS.format(names=needed))
    place = next((place for place, (_, cells) in enumerate(first) if count_columns(cells) >= 3), 0)
    heading_line, headings = first[place][0], _drop_empty_end(first[place][1])
    body = lines[place + 1 :]
    if body and 2 * count_columns(body[0][1]) > max(4, count_columns(headings)):
        body = body[1:]
    return Table(heading_line, headings, list(_fit_rows(body, len(headings), problems)), problems)


def _find_delimiter(text: str) -> tuple[str, int]:
    """The separator of cells, and how many lines at the start only name it."""
    lines = [line.strip("\r") for line in text.split("\n", LINES_BEFORE_HEADINGS)[:LINES_BEFORE_HEADINGS]]
    named = _SEPARATOR_LINE.fullmatch(lines[0])
    if named:
        return named[1], 1
    return max(DELIMITERS, key=lambda delimiter: max(line.count(delimiter) for line in lines)), 0


def _read_rows(text: str, delimiter: str, problems: list[FileProblem]) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = rows.line_num + 1
        try:
            cells = normalise_cells(next(rows))
        except StopIteration:
            return
        except csv.Error as wrong:
            problems.append(FileProblem(number, None, QUOTATION_MARKS.format(fault=str(wrong))))
            return
        if any(cells):
            yield number, cells


def _drop_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _fit_rows(
    rows: Sequence[tuple[int, list[str]]], width: int, problems: list[FileProblem]
) -> Iterator[tuple[int, list[str]]]:
    """The rows with `width` cells each: empty ones at the end come and go with the spreadsheet that wrote them."""
    for number, cells in rows:
        if len(cells) > width and any(cells[width:]):
            problems.append(
                FileProblem(number, None, WRONG_NUMBER.format(expected=width, found=len(_drop_empty_end(cells))))
            )
        else:
            yield number, cells[:width]
