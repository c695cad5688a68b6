"""Recognises the headings of HR systems in French, English and German; what is recognised is shown before it is used."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.kernel.messages import ErrorMessage
from app.people.directory.cells import make_slug
from app.people.directory.columns import COLUMNS, FIXED_COLUMNS, FileProblem
from app.people.directory.file_format import FileFormat

ACCOUNT = "account:"
"""The heading `account:NAME` holds the names by which the network NAME calls people."""

TWICE = ErrorMessage("this column is there twice.", french="cette colonne figure deux fois.")
MISSING = ErrorMessage(
    "this column is missing: say which heading it has, or add it.",
    french="cette colonne manque : dites sous quel titre elle figure, ou ajoutez-la.",
)
MISSING_LIKE = ErrorMessage(
    "this column is missing; is it “{heading}”?", french="cette colonne manque ; est-ce « {heading} » ?"
)
NO_SUCH_HEADING = ErrorMessage(
    "no column of the file is headed “{heading}”.", french="aucune colonne du fichier n’a le titre « {heading} »."
)
NO_SUCH_COLUMN = ErrorMessage("there is no such column here.", french="cette colonne n’existe pas ici.")
NOT_FIXED = ErrorMessage(
    "one value for everybody is only possible for {names}.",
    french="une même valeur pour tout le monde n’est possible que pour {names}.",
)
NO_NAME = ErrorMessage(
    "there is neither given_name nor family_name: one of them is needed.",
    french="il n’y a ni given_name ni family_name : il faut l’une des deux.",
)


@dataclass(frozen=True)
class ColumnPlaces:
    """Where each column stands in a row, by column; the same for the accounts of networks; which headings were guessed."""

    columns: Mapping[str, int]
    accounts: Mapping[str, int]
    guessed: frozenset[str]
    unread: tuple[str, ...]


def count_recognised_headings(cells: Sequence[str], file_format: FileFormat) -> int:
    """How many of these cells are headings that are known or that the format names."""
    named = set(file_format.columns.values()) | set(file_format.accounts.values())
    return sum(
        bool(cell) and (cell in named or cell.lower() in COLUMNS or make_slug(cell) in _COLUMN_OF) for cell in cells
    )


def find_column_places(headings: Sequence[str], file_format: FileFormat) -> ColumnPlaces:
    """Where the columns stand: as the format says, else by their own names, else by the surest heading of HR systems."""
    places: dict[str, int] = {}
    guessed: set[str] = set()
    lowered, slugs = [heading.lower() for heading in headings], [make_slug(heading) for heading in headings]
    for column in COLUMNS.values():
        if column.name in file_format.columns:
            heading = file_format.columns[column.name]
            place = headings.index(heading) if heading in headings else None
        elif column.name in file_format.fixed:
            place = None
        elif column.name in lowered:
            place = lowered.index(column.name)
        else:
            place = next((slugs.index(heading) for heading in column.headings if heading in slugs), None)
            guessed |= {column.name} if place is not None else set()
        if place is not None:
            places[column.name] = place
    accounts = _find_account_places(headings, file_format)
    read = {*places.values(), *accounts.values()}
    unread = tuple(heading or f"({place + 1})" for place, heading in enumerate(headings) if place not in read)
    return ColumnPlaces(places, accounts, frozenset(guessed), unread)


def list_heading_problems(
    line: int, headings: Sequence[str], places: ColumnPlaces, file_format: FileFormat
) -> Iterator[FileProblem]:
    """What is missing, doubled or unknown in the headings."""
    for name in sorted({headings[place] for place in (*places.columns.values(), *places.accounts.values())}):
        if headings.count(name) > 1:
            yield FileProblem(line, name, TWICE)
    yield from _list_format_problems(line, headings, file_format)
    for column in COLUMNS.values():
        is_there = column.name in places.columns or column.name in file_format.fixed
        if column.required and not is_there and not file_format.columns.get(column.name):
            yield _build_missing_column_problem(line, column.name, places.unread)
    if not {"given_name", "family_name"} & places.columns.keys():
        yield FileProblem(line, None, NO_NAME)


def _list_format_problems(line: int, headings: Sequence[str], file_format: FileFormat) -> Iterator[FileProblem]:
    for name, heading in (*file_format.columns.items(), *file_format.accounts.items()):
        if heading and heading not in headings:
            yield FileProblem(line, name, NO_SUCH_HEADING.format(heading=heading))
    for name in sorted({*file_format.columns, *file_format.fixed} - COLUMNS.keys()):
        yield FileProblem(line, name, NO_SUCH_COLUMN)
    for name in sorted(file_format.fixed.keys() - set(FIXED_COLUMNS)):
        yield FileProblem(line, name, NOT_FIXED.format(names=", ".join(FIXED_COLUMNS)))


def _build_missing_column_problem(line: int, name: str, unread: Sequence[str]) -> FileProblem:
    close = difflib.get_close_matches(name, unread, n=1)
    return FileProblem(line, name, MISSING_LIKE.format(heading=close[0]) if close else MISSING)


def _find_account_places(headings: Sequence[str], file_format: FileFormat) -> dict[str, int]:
    own = {
        heading[len(ACCOUNT) :].strip(): place
        for place, heading in enumerate(headings)
        if heading.lower().startswith(ACCOUNT) and heading[len(ACCOUNT) :].strip()
    }
    named = {name: headings.index(heading) for name, heading in file_format.accounts.items() if heading in headings}
    return own | named


_COLUMN_OF = {heading: column.name for column in COLUMNS.values() for heading in column.headings}
