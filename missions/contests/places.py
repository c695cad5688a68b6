"""The one total order of contests: scores, then who got there first, then a number that the revealed seed gives."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from missions.contests.mode import Entry, Place

NEVER = datetime.max.replace(tzinfo=UTC)


def compute_tie_number(seed: bytes, holder: str) -> bytes:
    """The number by which equals are ordered, the lower first: HMAC-SHA256 of "tie:" and the holder under the seed.

    Nobody knows it before the seed is revealed, and everybody can compute it afterwards.
    """
    return hmac.digest(seed, f"tie:{holder}".encode(), hashlib.sha256)


def sort_entries(entries: Iterable[Entry], seed: bytes) -> list[Entry]:
    """The entries in the total order, the best first."""
    return sorted(
        entries,
        key=lambda entry: (-entry.score, entry.reached_at or NEVER, compute_tie_number(seed, entry.pseudonym)),
    )


@dataclass(frozen=True, kw_only=True)
class EqualEntries:
    """The other entries of somebody's score: whether one reached it earlier or later, and the pseudonyms of those that did at that moment."""

    earlier: bool
    later: bool
    together: Sequence[str] = ()


class TieBreak(StrEnum):
    """What put one of two entries of the same score before the other."""

    MOMENT = "moment"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What decided against the entry just before one's own, and just after; None where that one has another score."""

    before: TieBreak | None
    after: TieBreak | None


def find_ties(pseudonym: str, equals: EqualEntries, seed: bytes) -> Ties:
    """How the total order tells an entry from those of its score beside it."""
    own, numbers = compute_tie_number(seed, pseudonym), [compute_tie_number(seed, each) for each in equals.together]
    return Ties(
        before=_find_tie_break(any(number < own for number in numbers), equals.earlier),
        after=_find_tie_break(any(number > own for number in numbers), equals.later),
    )


def _find_tie_break(is_number: bool, is_moment: bool) -> TieBreak | None:  # noqa: FBT001 - the two facts in order
    """Entries of the same moment are the nearest."""
    return TieBreak.NUMBER if is_number else TieBreak.MOMENT if is_moment else None


def number_places(holders: Iterable[str]) -> Sequence[Place]:
    """A place for each holder, in the order in which they come, from 1."""
    return [Place(rank=rank, holder=holder) for rank, holder in enumerate(holders, start=1)]
