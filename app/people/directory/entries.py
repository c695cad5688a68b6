"""The entries of the directory, as they are before an import and as the import makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DirectoryEntry:
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


@dataclass(frozen=True)
class ExistingEntry:
    """An entry that exists already, with the roles and the consent that a file may add to."""

    id: int
    entry: DirectoryEntry
    roles: frozenset[str]
    has_joined: bool


@dataclass(frozen=True)
class SiteEntry:
    """A site in the directory."""

    name: str
    region: str
    time_zone: str


@dataclass(frozen=True)
class Directory:
    """The directory that an import is compared with: people by external_id; sites, and the names of regions and units, by slug."""

    people: dict[str, ExistingEntry]
    sites: dict[str, SiteEntry]
    regions: dict[str, str]
    units: dict[str, str]

    @property
    def number_of_people_here(self) -> int:
        """How many people have not left."""
        return sum(person.entry.left_on is None for person in self.people.values())
