"""The manifest of a feature above people: it may act in the transaction in which a person joins, or groups or people are merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.journal.manifest import JournalFeature
from app.people.rows import MergedRows, PersonMerge

ActOnJoining = Callable[[int], None]
"""Acts for the person with that id."""


@dataclass(frozen=True)
class GroupMerge:
    """A group that becomes part of another one: `kind` is region, site or unit; the slugs are those that audiences name."""

    kind: str
    from_id: int
    from_slug: str
    into_id: int
    into_slug: str


ActOnGroupMerge = Callable[[GroupMerge], None]
"""Lets what is stored about the one group belong to the other."""


ActOnPersonMerge = Callable[[PersonMerge], None]
"""Settles what the rows of two people cannot both say, before those of the merged one become the kept one's."""


SourceNameCheck = Callable[[str], bool]
"""Whether facts are signed with that name already, by something else than a token."""


@dataclass(frozen=True, kw_only=True)
class JoiningFeature(JournalFeature):
    """`on_joining` acts in the transaction in which a person joins, because the next page cannot wait for a reader.

    It must change nothing when the reader of the feature does the same afterwards. `on_group_merge` acts in the transaction
    in which a region, a site or a unit is merged into another one, before its people belong to that one. `on_person_merge` and
    `merged_rows` do the same for two people: each column that names a person is in one declaration. `source_name_checks` know
    who signs facts beside tokens.
    """

    on_joining: Sequence[ActOnJoining] = ()
    source_name_checks: Sequence[SourceNameCheck] = ()
    on_group_merge: Sequence[ActOnGroupMerge] = ()
    on_person_merge: Sequence[ActOnPersonMerge] = ()
    merged_rows: Sequence[MergedRows] = ()
