"""The plan of an import, by kind of change: a dry run shows it, an applied import writes exactly that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.people.directory.entries import DirectoryEntry, DirectoryGroup, SiteEntry
from app.people.directory.rows import PersonRow


@dataclass(frozen=True)
class EntryChange:
    """An existing entry before and after the import."""

    before: DirectoryEntry
    after: DirectoryEntry

    @property
    def changed_columns(self) -> list[str]:
        """The names of what differs."""
        return [name for name in DirectoryEntry._fields if getattr(self.before, name) != getattr(self.after, name)]


@dataclass(frozen=True)
class GroupRename:
    """A group that keeps everything and gets a new name."""

    kind: DirectoryGroup
    slug: str
    before: str
    after: str


@dataclass(frozen=True)
class ProbableRename:
    """Everybody of a group moved to one new name: was it renamed, or did they move? `people` is how many of them there are."""

    kind: DirectoryGroup
    slug: str
    before: str
    after: str
    people: int

    @property
    def key(self) -> str:
        """The name of this question among the answers."""
        return f"{self.kind}:{self.slug}"


@dataclass(frozen=True)
class PersonReturn:
    """Somebody who left and is here again, with the roles they had; a new arrival after the departure is a new beginning."""

    entry: DirectoryEntry
    roles: frozenset[str]
    is_rehire: bool


@dataclass
class ImportPlan:
    """The changes of an import. `renamed` maps the external_id that a person had to the new one.

    `left_out` are lines of people who were merged, each with the external_id of who was kept. `questions` and `sites_without_zone` wait for an answer: until then nothing is written.
    """

    today: date
    renamed: Mapping[str, str] = field(default_factory=dict)
    questions: list[ProbableRename] = field(default_factory=list)
    sites_without_zone: dict[str, str] = field(default_factory=dict)
    group_renames: list[GroupRename] = field(default_factory=list)
    respelled: list[GroupRename] = field(default_factory=list)
    joined_spellings: list[tuple[DirectoryGroup, tuple[str, ...]]] = field(default_factory=list)
    emptied: list[tuple[DirectoryGroup, str]] = field(default_factory=list)
    regions: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    sites: dict[str, SiteEntry] = field(default_factory=dict)
    moved_sites: dict[str, SiteEntry] = field(default_factory=dict)
    added: list[DirectoryEntry] = field(default_factory=list)
    changed: list[EntryChange] = field(default_factory=list)
    departed: list[DirectoryEntry] = field(default_factory=list)
    returned: list[PersonReturn] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    freed_emails: list[tuple[DirectoryEntry, DirectoryEntry]] = field(default_factory=list)
    not_yet_departed: list[PersonRow] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)
    joinings: dict[str, date] = field(default_factory=dict)
    accounts: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def entries_to_write(self) -> list[DirectoryEntry]:
        """Every entry to write."""
        return self.added + [change.after for change in self.changed]

    @property
    def is_empty(self) -> bool:
        """Whether the import changes nothing."""
        parts = (
            *(self.renamed, self.regions, self.units, self.sites, self.moved_sites, self.roles, self.joinings),
            *(self.group_renames, self.respelled, self.accounts),
        )
        return not (any(parts) or self.entries_to_write)

    @property
    def has_questions(self) -> bool:
        """Whether something must be answered before the plan can be written."""
        return bool(self.questions or self.sites_without_zone)
