"""The entries of the directory, as they are before an import and as the import makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.people.directory.cells import make_slug


class DirectoryEntry(NamedTuple):
    """A person in the directory: places and units by slug, the manager by external_id."""

    external_id: str
    email: str
    given_name: str
    family_name: str
    locale: str
    site: str
    unit: str
    manager: str | None
    job_title: str
    arrived_on: date
    left_on: date | None

    @property
    def full_name(self) -> str:
        """The given and the family name; a person may have one of them only."""
        return f"{self.given_name} {self.family_name}".strip()


class PersonOutline(NamedTuple):
    """Who somebody in the directory is, without groups and days: enough to see that a file can only be refused."""

    external_id: str
    email: str
    given_name: str
    family_name: str
    manager: str | None
    left_on: date | None

    @property
    def is_here(self) -> bool:
        """Whether they have not left."""
        return self.left_on is None

    @property
    def full_name(self) -> str:
        """The given and the family name; a person may have one of them only."""
        return f"{self.given_name} {self.family_name}".strip()


class ExistingEntry(NamedTuple):
    """An entry that exists already, with the roles and the consent that a file may add to."""

    id: int
    entry: DirectoryEntry
    roles: frozenset[str]
    has_joined: bool


@dataclass(frozen=True)
class SiteEntry:
    """A site in the directory; `region` is empty for a new site of which no region is stated."""

    name: str
    region: str
    time_zone: str


class DirectoryGroup(StrEnum):
    """The kinds of groups that the directory names."""

    REGION = "region"
    SITE = "site"
    UNIT = "unit"


@dataclass(frozen=True)
class Directory:
    """The directory that an import is compared with: people by external_id; sites, and the names of regions and units, by slug.

    `spellings` leads from the slugs of former names, and of groups that were merged, to the slug of the group today.
    """

    people: dict[str, ExistingEntry]
    sites: dict[str, SiteEntry]
    regions: dict[str, str]
    units: dict[str, str]
    spellings: Mapping[DirectoryGroup, Mapping[str, str]] = field(default_factory=dict)
    accounts: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def number_of_people_here(self) -> int:
        """How many people have not left."""
        return sum(person.entry.left_on is None for person in self.people.values())

    def find_group_slug(self, kind: DirectoryGroup, name: str) -> str:
        """The slug of the group of that name, whether it exists or not."""
        slug = make_slug(name)
        return self.spellings.get(kind, {}).get(slug, slug)

    def find_group_slugs(self, kind: DirectoryGroup, names: Iterable[str]) -> dict[str, str]:
        """The same by name, for many lines with few names."""
        return {name: self.find_group_slug(kind, name) for name in names}

    def names_of(self, kind: DirectoryGroup) -> Mapping[str, str]:
        """The names of the groups of a kind, by slug."""
        if kind is DirectoryGroup.SITE:
            return {slug: site.name for slug, site in self.sites.items()}
        return self.regions if kind is DirectoryGroup.REGION else self.units
