"""The plan of an import, by kind of change: a dry run shows it, an applied import writes exactly that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from app.people.directory.entries import DirectoryEntry, SiteEntry
from app.people.directory.rows import PersonRow


@dataclass(frozen=True)
class EntryChange:
    """An existing entry before and after the import."""

    before: DirectoryEntry
    after: DirectoryEntry

    @property
    def changed_columns(self) -> list[str]:
        """The names of what differs."""
        return [
            field.name
            for field in fields(DirectoryEntry)
            if getattr(self.before, field.name) != getattr(self.after, field.name)
        ]


@dataclass
class ImportPlan:
    """The changes of an import. `renamed` maps the external_id that a person had to the new field."""

    today: date
    renamed: Mapping[str, str] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    sites: dict[str, SiteEntry] = field(default_factory=dict)
    moved_sites: dict[str, SiteEntry] = field(default_factory=dict)
    added: list[DirectoryEntry] = field(default_factory=list)
    changed: list[EntryChange] = field(default_factory=list)
    departed: list[DirectoryEntry] = field(default_factory=list)
    not_yet_departed: list[PersonRow] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)
    joinings: dict[str, date] = field(default_factory=dict)

    @property
    def entries_to_write(self) -> list[DirectoryEntry]:
        """Every entry to write."""
        return self.added + [change.after for change in self.changed]

    @property
    def is_empty(self) -> bool:
        """Whether the import changes nothing."""
        parts = (self.renamed, self.regions, self.units, self.sites, self.moved_sites, self.roles, self.joinings)
        return not (any(parts) or self.entries_to_write)
