"""The manifest of a feature above the journal: it may read facts, and give titles to the objects of facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.journal.reader import Reader
from app.kernel.manifest import Feature

FindTitles = Callable[[Collection[str]], Mapping[str, Mapping[str, str]]]
"""The titles (French and English) of the objects of those names, by name; unknown names are left out."""

ListRuleTitles = Callable[[str], Sequence[Mapping[str, str]]]
"""The titles (French and English) of what a feature's rules make depend on the object of that name."""

ListObjectTitles = Callable[[], Mapping[str, Mapping[str, str]]]
"""The titles (French and English) of every object of a kind that may be chosen now, by name."""


@dataclass(frozen=True, kw_only=True)
class JournalFeature(Feature):
    """`object_titles` finds the titles of objects by the first word of their keys in the journal ("mission:publish").

    `object_choices` lists those that a form may offer, by the same word. `rule_titles` lists, under the French name of a kind of rule, what depends on an object: who ends it reads that first.
    `emits` are the kinds of facts that the feature appends beside those of its readers, for the reference.
    """

    readers: Sequence[Reader] = ()
    emits: frozenset[str] = frozenset()
    object_titles: Mapping[str, FindTitles] = field(default_factory=dict)
    object_choices: Mapping[str, ListObjectTitles] = field(default_factory=dict)
    rule_titles: Mapping[str, ListRuleTitles] = field(default_factory=dict)
