"""Reads one cell of the people file; the error of a wrong one says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from app.people.roles import GIVEN_ROLES

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class UnreadableCell(Exception):
    """A cell cannot be read; the message says what to write."""


@cache
def make_slug(name: str) -> str:
    """A plain name for places and units: two spellings that differ by accents, case or spaces are one."""
    letters = (sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "-", "".join(letters)).strip("-")


@cache
def parse_day(cell: str) -> date:
    """A day of the calendar, written the ISO or the French way."""
    if match := _ISO.fullmatch(cell):
        year, month, day = map(int, match.groups())
    elif match := _FRENCH.fullmatch(cell):
        day, month, year = map(int, match.groups())
    else:
        raise UnreadableCell(f"“{cell}” is not a date: write 2026-01-31 or 31/01/2026.")
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableCell(f"“{cell}” is not a day of the calendar.") from None


def parse_email(cell: str) -> str:
    """An e-mail, in small letters."""
    if not _EMAIL.fullmatch(cell):
        raise UnreadableCell(f"“{cell}” is not an e-mail: write name@company.")
    return cell.lower()


def parse_locale(cell: str) -> str:
    """A language of the pages."""
    language = re.split(r"[-_]", cell.lower())[0]
    if language not in ("fr", "en"):
        raise UnreadableCell(f"“{cell}”: the pages speak fr and en; choose one of them.")
    return language


def parse_time_zone(cell: str) -> str:
    """An IANA time zone."""
    if cell not in _list_time_zones():
        raise UnreadableCell(f"“{cell}” is not a time zone: write a name such as Europe/Paris or Indian/Reunion.")
    return cell


@cache
def _list_time_zones() -> set[str]:
    return available_timezones()


def parse_roles(cell: str) -> frozenset[str]:
    """Roles that somebody gives, in any order."""
    named = frozenset(part.lower() for part in re.split(r"[\s,|]+", cell) if part)
    unknown = sorted(named - GIVEN_ROLES)
    if unknown:
        raise UnreadableCell(
            f"{', '.join(unknown)}: not a role that is given; choose among {', '.join(sorted(GIVEN_ROLES))}."
        )
    return named


def parse_site_or_unit_name(cell: str) -> str:
    """The name of a place or a unit."""
    if not make_slug(cell):
        raise UnreadableCell(f"“{cell}” has neither a letter nor a figure: write a name.")
    return cell
