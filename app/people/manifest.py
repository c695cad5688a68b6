"""The manifest of a feature above people: it may act in the transaction in which a person joins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.journal.manifest import JournalFeature

ActOnJoining = Callable[[int], None]
"""Acts for the person with that id."""


@dataclass(frozen=True, kw_only=True)
class JoiningFeature(JournalFeature):
    """`on_joining` acts in the transaction in which a person joins, because the next page cannot wait for a reader.

    It must change nothing when the reader of the feature does the same afterwards.
    """

    on_joining: Sequence[ActOnJoining] = ()
