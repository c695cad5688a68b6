"""Turns the bytes of a CSV file of any spreadsheet into lines of cells, and lists what it cannot read."""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.people.directory.columns import COLUMNS, FileProblem

DELIMITERS = ";,\t"
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class SheetLine:
    """One person's cells by column name, and where they stand in the file."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """The lines that could be read, the columns that the file has, and what was wrong."""

    columns: frozenset[str]
    lines: list[SheetLine]
    problems: list[FileProblem]


class _UnreadableFile(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, line: int, advice: str, column: str | None = None) -> None:
        super().__init__(advice)
        self.problem = FileProblem(line, column, advice)


def parse_sheet(content: bytes) -> Sheet:
    """Read UTF-8 or Windows-1252, with ; , or tabs. A file that cannot be read at all gives no lines and one problem."""
    try:
        text = _decode_text(content)
        header, delimiter = _parse_header_and_delimiter(text)
    except _UnreadableFile as wrong:
        return Sheet(frozenset(), [], [wrong.problem])
    problems = _list_header_problems(header)
    if problems:
        return Sheet(frozenset(header), [], problems)
    lines: list[SheetLine] = []
    for number, cells in _parse_numbered_rows(text, delimiter, problems):
        problem = _find_cell_problem(number, header, cells)
        if problem is None:
            lines.append(SheetLine(number, dict(zip(header, cells, strict=True))))
        else:
            problems.append(problem)
    return Sheet(frozenset(header), lines, problems)


def _decode_text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _UnreadableFile(1, "this file is UTF-16: save it as “CSV UTF-8”.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
    if _UTF8_LETTER.search(content):
        raise _UnreadableFile(line, "two encodings are mixed in this file: save it again as “CSV UTF-8”.")
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise _UnreadableFile(line, "neither UTF-8 nor Windows-1252: save the file as “CSV UTF-8”.") from wrong


def _parse_header_and_delimiter(text: str) -> tuple[list[str], str]:
    first = text.split("\n", 1)[0].strip("\r")
    if not first.strip():
        raise _UnreadableFile(1, f"the first line must name the columns: {', '.join(COLUMNS)}.")
    delimiter = max(DELIMITERS, key=first.count)
    return [cell.strip().strip('"').strip().lower() for cell in first.split(delimiter)], delimiter


def _list_header_problems(header: list[str]) -> list[FileProblem]:
    problems = [_build_unknown_column_problem(name) for name in header if name not in COLUMNS]
    problems += [
        FileProblem(1, name, "this column is there twice.") for name in sorted(set(header)) if header.count(name) > 1
    ]
    missing = [column.name for column in COLUMNS.values() if column.required and column.name not in header]
    return problems + [FileProblem(1, name, f"this column is missing. {COLUMNS[name].meaning}") for name in missing]


def _build_unknown_column_problem(name: str) -> FileProblem:
    close = difflib.get_close_matches(name, COLUMNS, n=1)
    advice = f"did you mean {close[0]}?" if close else "remove it: what is not needed is not read."
    return FileProblem(1, name or "(a column without a name)", f"unknown column; {advice}")


def _parse_numbered_rows(text: str, delimiter: str, problems: list[FileProblem]) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    next(rows)
    while True:
        number = rows.line_num + 1
        try:
            cells = [_normalise_cell(cell) for cell in next(rows)]
        except StopIteration:
            return
        except csv.Error as wrong:
            problems.append(FileProblem(number, None, f"{wrong}: look at the quotation marks of this line."))
            return
        if any(cells):
            yield number, cells


def _normalise_cell(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def _find_cell_problem(number: int, header: list[str], cells: list[str]) -> FileProblem | None:
    if len(cells) != len(header):
        return FileProblem(
            number, None, f"{len(header)} cells expected, {len(cells)} found: a separator is missing or one too many."
        )
    for name, cell in zip(header, cells, strict=True):
        if _CONTROL.search(cell):
            return FileProblem(number, name, "a line break or another control character: remove it.")
        if len(cell) > COLUMNS[name].longest:
            return FileProblem(number, name, f"longer than {COLUMNS[name].longest} characters: shorten it.")
    return None
