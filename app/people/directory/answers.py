"""Reads the answers that are written as texts: NAME=VALUE for columns, fixed values and time zones, names for renames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict

from app.people.directory.cells import UnreadableCell, make_slug, parse_time_zone
from app.people.directory.entries import DirectoryGroup
from app.people.directory.headings import ACCOUNT
from app.people.directory.outcome import EVERY_SITE


class UnclearAnswer(Exception):
    """An answer is not written as it should be; the message says how."""


class HeadingsOfColumns(TypedDict):
    """The headings of columns and of the names on networks."""

    columns: Mapping[str, str]
    accounts: Mapping[str, str]


def parse_columns(texts: Iterable[str]) -> HeadingsOfColumns:
    """COLUMN=HEADING, where COLUMN may be account:NETWORK."""
    pairs = [_split_pair(text, "COLUMN=HEADING") for text in texts]
    accounts = {name[len(ACCOUNT) :]: heading for name, heading in pairs if name.startswith(ACCOUNT)}
    return {
        "columns": {name: heading for name, heading in pairs if not name.startswith(ACCOUNT)},
        "accounts": accounts,
    }


def parse_fixed_values(texts: Iterable[str]) -> dict[str, str]:
    """COLUMN=VALUE."""
    return dict(_split_pair(text, "COLUMN=VALUE") for text in texts)


def parse_time_zones(texts: Iterable[str]) -> dict[str, str]:
    """ZONE for every new site, or SITE=ZONE for one of them."""
    zones = {}
    for text in texts:
        site, _, zone = text.rpartition("=")
        try:
            zones[make_slug(site) if site else EVERY_SITE] = parse_time_zone(zone)
        except UnreadableCell as wrong:
            raise UnclearAnswer(str(wrong.advice)) from wrong
    return zones


def parse_renames(renamed: Iterable[str], moved: Iterable[str]) -> dict[str, bool]:
    """The former names of groups, alone or after their kind ("unit:Agences"), of which each answers for every kind of group."""
    answers: dict[str, bool] = {}
    for names, is_rename in ((renamed, True), (moved, False)):
        for text in names:
            kind, colon, name = text.partition(":")
            is_one_kind = colon and kind in set(DirectoryGroup)
            kinds = [DirectoryGroup(kind)] if is_one_kind else list(DirectoryGroup)
            slug = make_slug(name if is_one_kind else text)
            answers |= {f"{group_kind}:{slug}": is_rename for group_kind in kinds}
    return answers


def _split_pair(text: str, shape: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UnclearAnswer(f"“{text}”: write {shape}.")
    return name.strip(), value.strip()
