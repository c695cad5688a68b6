"""The manifest of a feature above people: it may act in the transaction in which a person joins, or a group is merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.journal.manifest import JournalFeature

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


@dataclass(frozen=True, kw_only=True)
class JoiningFeature(JournalFeature):
    """`on_joining` acts in the transaction in which a person joins, because the next page cannot wait for a reader.

    It must change nothing when the reader of the feature does the same afterwards. `on_group_merge` acts in the transaction
    in which a region, a site or a unit is merged into another one, before its people belong to that one.
    """

    on_joining: Sequence[ActOnJoining] = ()
    on_group_merge: Sequence[ActOnGroupMerge] = ()
