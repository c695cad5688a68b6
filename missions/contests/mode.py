"""The contract of a mode: how the frozen entries of a contest become the places that its prizes go to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from app.kernel.discovery import discover_instances
from missions.contests.terms import ContestTerms, Receiver, Words


class Entry(NamedTuple):
    """What a contest froze of a participant when it closed; published but for `score` and `reached_at`.

    `pseudonym` is known to its holder alone. `group_key` is the group in which they joined. `exclusion` says why an entry can
    win nothing ("organiser", "jury", "sponsor", "left", "below-goal"); None: it can.
    """

    pseudonym: str
    group_key: str | None
    score: int
    reached_at: datetime | None
    tickets: int
    exclusion: str | None = None


@dataclass(frozen=True, kw_only=True)
class GroupOutcome:
    """What a group reached: the sum of its entries, the heads that it is judged by, and how many entries scored."""

    key: str
    heads: int
    score: int
    scorers: int


@dataclass(frozen=True, kw_only=True)
class JuryVerdict:
    """The jury's mean for the best idea of an entry, in hundredths of a mark, and when it was sent; an idea without a sheet has no verdict."""

    pseudonym: str
    mean: int
    sent_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClosedContest:
    """What a mode judges: the terms, the entries, the groups of a collective contest, the verdicts of a jury.

    `seed` was committed at the publication and is revealed with the result: ties are broken by it.
    """

    terms: ContestTerms
    entries: Sequence[Entry]
    seed: bytes
    groups: Sequence[GroupOutcome] = ()
    verdicts: Sequence[JuryVerdict] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the result: the entry's pseudonym or the group's key, in the one total order; equal places do not exist."""

    rank: int
    holder: str


@dataclass(frozen=True, kw_only=True)
class ContestMode:
    """A mode of contests. `label` names it, `consequence` stands under it where HR chooses.

    `receivers`: who its prizes may go to. `is_won_by_groups`: the places are those of groups, otherwise of entries.
    `rank` gives each entry or group that can win its place, in order; a mode without `rank` draws. `count_tickets` says how
    many tickets a score is worth in a draw (0: it can win nothing).
    """

    name: str
    label: Words
    consequence: Words
    receivers: frozenset[Receiver] = frozenset({Receiver.PERSON})
    is_won_by_groups: bool = False
    has_jury: bool = False
    needs_goal: bool = False
    max_days: int | None = None
    count_tickets: Callable[[ContestTerms, int], int]
    rank: Callable[[ClosedContest], Sequence[Place]] | None = None

    @property
    def needs_draw(self) -> bool:
        """Whether chance chooses among those who qualified."""
        return self.rank is None


@cache
def contest_modes() -> dict[str, ContestMode]:
    """Every mode, by name."""
    return discover_instances("missions.contests.modes", ContestMode)
