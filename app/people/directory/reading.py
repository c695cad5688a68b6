"""Turns the bytes of a people file into lines of cells, says how it was understood, and lists what it cannot read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from app.kernel.messages import ErrorMessage
from app.people.directory.columns import COLUMNS, DAY_COLUMNS, MOST_PROBLEMS, FileProblem
from app.people.directory.day_forms import DayOrder, find_day_orders, has_undecided_day
from app.people.directory.encodings import UnreadableFile, decode_text
from app.people.directory.file_format import FileFormat
from app.people.directory.headings import (
    ColumnPlaces,
    count_recognised_headings,
    find_column_places,
    list_heading_problems,
)
from app.people.directory.spreadsheet import WRONG_NUMBER, Table, split_table

MOST_SAMPLES = 3
LONGEST_ANYWHERE = min(column.longest for column in COLUMNS.values())
"""A cell of so many characters is short enough for every column."""

TOO_LONG = ErrorMessage(
    "longer than {longest} characters: shorten it.", french="plus de {longest} caractères : raccourcissez."
)
DAY_OR_MONTH = ErrorMessage(
    "is {cell} with the day or the month first? No date of the file tells: say it (by command: --dates dmy or mdy).",
    french="dans {cell}, le jour ou le mois vient-il en premier ? Aucune date du fichier ne le montre. Dites-le.",
)
BOTH_ORDERS = ErrorMessage(
    "some dates of this file have the day first, others the month: correct them, or say which comes first (by command: --dates dmy or mdy).",
    french="certaines dates du fichier commencent par le jour, d’autres par le mois : corrigez-les, ou dites lequel vient en premier.",
)


class SheetLine(NamedTuple):
    """One person's cells by column name, the names that networks give them, and where they stand in the file."""

    number: int
    cells: Mapping[str, str]
    accounts: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class ReadColumn:
    """A column, the heading it was read under, and some of its values; whether the heading was guessed."""

    name: str
    heading: str
    samples: tuple[str, ...]
    is_guessed: bool


@dataclass(frozen=True)
class Understanding:
    """How a file was understood: shown to whoever imports it, and kept as a format when they confirm it."""

    encoding: str = ""
    names: tuple[str, ...] = ()
    columns: tuple[ReadColumn, ...] = ()
    unread: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    file_format: FileFormat = field(default_factory=FileFormat)

    @property
    def has_guesses(self) -> bool:
        """Whether some heading was guessed, so that somebody must confirm it."""
        return any(column.is_guessed for column in self.columns)


NOTHING_UNDERSTOOD = Understanding()


@dataclass(frozen=True)
class Sheet:
    """The lines that could be read, the columns that the file has, what was wrong, and how it was understood."""

    columns: frozenset[str]
    lines: list[SheetLine]
    problems: list[FileProblem]
    understanding: Understanding = NOTHING_UNDERSTOOD
    day_order: DayOrder = DayOrder.DAY_FIRST


def parse_sheet(content: bytes, file_format: FileFormat = FileFormat()) -> Sheet:
    """Read a file in a format, of which what is not stated is guessed. A file that cannot be read at all gives no lines and one problem."""
    try:
        decoded = decode_text(content, file_format.encoding)
        table = split_table(
            decoded.text, lambda cells: count_recognised_headings(cells, file_format), ", ".join(COLUMNS)
        )
    except UnreadableFile as wrong:
        return Sheet(frozenset(), [], [wrong.problem])
    places = find_column_places(table.headings, file_format)
    columns = frozenset({*places.columns, *file_format.fixed})
    order, day_problem = _find_day_order(table, places, file_format)
    understanding = _build_understanding(
        table, places, replace(file_format, encoding=decoded.encoding, day_order=order)
    )
    problems = list(list_heading_problems(table.heading_line, table.headings, places, file_format))
    if problems:
        return Sheet(columns, [], problems, understanding)
    problems = [*([] if day_problem is None else [day_problem]), *table.problems[:MOST_PROBLEMS]]
    lines = list(_list_lines(table, places, file_format, problems))
    return Sheet(columns, lines, problems, understanding, order or DayOrder.DAY_FIRST)


def _list_lines(
    table: Table, places: ColumnPlaces, file_format: FileFormat, problems: list[FileProblem]
) -> Iterator[SheetLine]:
    needed = max((place for name, place in places.columns.items() if COLUMNS[name].required), default=0)
    fixed, columns, accounts = dict(file_format.fixed), list(places.columns.items()), list(places.accounts.items())
    for number, cells in table.rows:
        if len(problems) >= MOST_PROBLEMS:
            return
        if len(cells) <= needed:
            problems.append(
                FileProblem(number, None, WRONG_NUMBER.format(expected=len(table.headings), found=len(cells)))
            )
            continue
        width = len(cells)
        values = fixed | {name: cells[place] for name, place in columns if place < width}
        names = {name: cells[place] for name, place in accounts if place < width}
        long = None if max(map(len, values.values()), default=0) <= LONGEST_ANYWHERE else _find_long_cell(values)
        if long is None:
            yield SheetLine(number, values, names)
        else:
            problems.append(FileProblem(number, long, TOO_LONG.format(longest=COLUMNS[long].longest)))


def _find_long_cell(values: Mapping[str, str]) -> str | None:
    """The first column whose cell is longer than it may be."""
    return next((name for name, cell in values.items() if len(cell) > COLUMNS[name].longest), None)


def _find_day_order(
    table: Table, places: ColumnPlaces, file_format: FileFormat
) -> tuple[DayOrder | None, FileProblem | None]:
    """The order that the format states or that the days show; None with a problem when nobody can tell."""
    if file_format.day_order is not None:
        return file_format.day_order, None
    columns = [places.columns[name] for name in DAY_COLUMNS if name in places.columns]
    cells = dict.fromkeys(row[place] for _, row in table.rows for place in columns if place < len(row) and row[place])
    orders = find_day_orders(cells)
    if len(orders) == 1:
        return orders.pop(), None
    if not orders:
        return None, FileProblem(0, None, BOTH_ORDERS)
    undecided = next((cell for cell in cells if has_undecided_day([cell])), None)
    return None, None if undecided is None else FileProblem(0, None, DAY_OR_MONTH.format(cell=undecided))


def _build_understanding(table: Table, places: ColumnPlaces, file_format: FileFormat) -> Understanding:
    columns = tuple(
        ReadColumn(name, table.headings[place], _list_samples(table, place), name in places.guessed)
        for name, place in places.columns.items()
    )
    read = replace(
        file_format,
        columns={column.name: column.heading for column in columns},
        accounts={name: table.headings[place] for name, place in places.accounts.items()},
    )
    return Understanding(
        read.encoding or "",
        _list_sample_names(table, places),
        columns,
        places.unread,
        tuple(dict.fromkeys(filter(None, table.headings))),
        read,
    )


def _list_samples(table: Table, place: int) -> tuple[str, ...]:
    values = dict.fromkeys(row[place] for _, row in table.rows[:200] if place < len(row) and row[place])
    return tuple(values)[:MOST_SAMPLES]


def _list_sample_names(table: Table, places: ColumnPlaces) -> tuple[str, ...]:
    """Names of people, those first in which the encoding shows."""
    columns = [places.columns[name] for name in ("given_name", "family_name") if name in places.columns]
    names = [_join_cells(row, columns) for _, row in table.rows]
    accented = [name for name in names if not name.isascii()]
    return tuple(dict.fromkeys([*accented[:20], *names[:20]]))[:MOST_SAMPLES]


def _join_cells(row: Sequence[str], places: Sequence[int]) -> str:
    return " ".join(row[place] for place in places if place < len(row) and row[place])
