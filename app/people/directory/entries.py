"""What the directory holds about a person before an import, and what it should hold after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DirectoryEntry:
    """A person as the directory has them; places and units by their slug, the manager by external_id."""

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
    """An entry that is there already, with what the file may add to it."""

    id: int
    entry: DirectoryEntry
    roles: frozenset[str]
    has_joined: bool


@dataclass(frozen=True)
class SiteEntry:
    """A site as the directory has it."""

    name: str
    region: str
    time_zone: str


@dataclass(frozen=True)
class Directory:
    """All that an import is held against: people by external_id, sites, and the names of regions and units, by slug."""

    people: dict[str, ExistingEntry]
    sites: dict[str, SiteEntry]
    regions: dict[str, str]
    units: dict[str, str]

    @property
    def here(self) -> int:
        """How many people have not left."""
        return sum(known.entry.left_on is None for known in self.people.values())
