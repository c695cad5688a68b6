"""The one total order of contests: scores, then who got there first, then a number that the revealed seed gives."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

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


def number_places(holders: Iterable[str]) -> Sequence[Place]:
    """A place for each holder, in the order in which they come, from 1."""
    return [Place(rank=rank, holder=holder) for rank, holder in enumerate(holders, start=1)]
