"""Reads one cell of the people file; the error of a wrong one says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from zoneinfo import available_timezones

from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_unseen_sign
from app.kernel.spreadsheets import remove_formula_guard
from app.people.roles import GIVEN_ROLES

LANGUAGES = {
    "fr": "fr",
    "francais": "fr",
    "french": "fr",
    "franzosisch": "fr",
    "en": "en",
    "anglais": "en",
    "english": "en",
    "englisch": "en",
}
"""The languages of the pages by their names in a file, without accents."""

NOT_A_LANGUAGE = ErrorMessage(
    "“{cell}”: the pages speak fr and en; choose one of them.",
    french="« {cell} » : les pages existent en fr et en ; choisissez l’un des deux.",
)
NOT_A_TIME_ZONE = ErrorMessage(
    "“{cell}” is not a time zone: write a name such as Europe/Paris or Indian/Reunion.",
    french="« {cell} » n’est pas un fuseau horaire : écrivez un nom comme Europe/Paris ou Indian/Reunion.",
)
NOT_A_ROLE = ErrorMessage(
    "{names}: not a role that is given; choose among {roles}.",
    french="{names} : ce rôle ne se donne pas ; choisissez parmi {roles}.",
)
NOT_A_NAME = ErrorMessage(
    "“{cell}” has neither a letter nor a figure: write a name.",
    french="« {cell} » n’a ni lettre ni chiffre : écrivez un nom.",
)


_NO_LETTERS = re.compile(r"[\W_]+")


class UnreadableCell(Exception):
    """A cell cannot be read; the message says what to write."""

    def __init__(self, advice: ErrorMessage) -> None:
        super().__init__(advice)
        self.advice = advice


@cache
def make_slug(name: str) -> str:
    """A plain name for places and units: two spellings that differ by accents, case or spaces are one."""
    letters = name.casefold()
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _NO_LETTERS.sub("-", letters).strip("-")


def normalise_cell(cell: str) -> str:
    """The cell in one form of Unicode, with plain spaces, none of them around it, and without the apostrophe before a formula."""
    plain = cell if cell.isascii() else unicodedata.normalize("NFC", cell).replace("\u00a0", " ").replace("\u202f", " ")
    return remove_formula_guard(plain.strip())


def normalise_cells(cells: list[str]) -> list[str]:
    """Each cell as `normalise_cell` gives it; a line without accents and apostrophes needs no look at each."""
    line = "".join(cells)
    if line.isascii() and "'" not in line:
        return [cell.strip() for cell in cells]
    return [normalise_cell(cell) for cell in cells]


def parse_identifier(cell: str) -> str:
    """A number or name that machines compare: every sign in it is seen."""
    _refuse_unseen_sign(cell, with_joiners=False)
    return cell


def parse_name(cell: str) -> str:
    """A name that people read."""
    _refuse_unseen_sign(cell, with_joiners=True)
    return cell


def parse_group_name(cell: str) -> str:
    """The name of a site, a region or a unit."""
    _refuse_unseen_sign(cell, with_joiners=True)
    if not make_slug(cell):
        raise UnreadableCell(NOT_A_NAME.format(cell=cell))
    return cell


def parse_locale(cell: str) -> str:
    """A language of the pages, by its code or its name."""
    language = LANGUAGES.get(make_slug(re.split(r"[-_( ]", cell)[0]))
    if language is None:
        raise UnreadableCell(NOT_A_LANGUAGE.format(cell=cell))
    return language


def parse_time_zone(cell: str) -> str:
    """An IANA time zone."""
    if cell not in _list_time_zones():
        raise UnreadableCell(NOT_A_TIME_ZONE.format(cell=cell))
    return cell


@cache
def _list_time_zones() -> set[str]:
    return available_timezones()


def parse_roles(cell: str) -> frozenset[str]:
    """Roles that somebody gives, in any order."""
    named = frozenset(part.lower() for part in re.split(r"[\s,|]+", cell) if part)
    unknown = sorted(named - GIVEN_ROLES)
    if unknown:
        raise UnreadableCell(NOT_A_ROLE.format(names=", ".join(unknown), roles=", ".join(sorted(GIVEN_ROLES))))
    return named


def _refuse_unseen_sign(cell: str, *, with_joiners: bool) -> None:
    if cell.isprintable():
        return
    sign = find_unseen_sign(cell, with_joiners=with_joiners)
    if sign is not None:
        raise UnreadableCell(sign)
