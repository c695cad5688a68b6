"""Keeps the rankings and the moves that were read last in the memory of a process, by the hash of their content: none is ever wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from app.kernel.application import get_extension
from app.leaderboards.people.moves import RankingMoves
from app.leaderboards.people.order import BoardOrder

EXTENSION = "ranking_memory"
"""The key of the memory among the application's extensions."""
ORDERS_SIZE, MOVES_SIZE, RANKINGS_SIZE = 512 << 20, 32 << 20, 32 << 20
"""Bytes of whole rankings that a worker keeps, so that it need not read them again to see who moved; of moves; and of packed rankings."""
Content = TypeVar("Content")


@dataclass
class RecentContents(Generic[Content]):
    """Contents of `room` bytes together; what was asked for longest ago goes first."""

    room: int
    _kept: dict[str, tuple[Content, int]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, digest: str) -> Content | None:
        """The content of that hash; None when it is not kept."""
        with self._lock:
            kept = self._kept.pop(digest, None)
            if kept is not None:
                self._kept[digest] = kept
        return None if kept is None else kept[0]

    def keep(self, digest: str, content: Content, size: int) -> None:
        """Keep a content, and let go what has no room any more."""
        with self._lock:
            self._kept.pop(digest, None)
            self._kept[digest] = (content, size)
            total = sum(size for _, size in self._kept.values())
            for oldest in list(self._kept)[:-1]:
                if total <= self.room:
                    break
                total -= self._kept.pop(oldest)[1]


@dataclass
class RankingMemory:
    """What this process keeps."""

    orders: RecentContents[BoardOrder] = field(default_factory=lambda: RecentContents(ORDERS_SIZE))
    moves: RecentContents[RankingMoves] = field(default_factory=lambda: RecentContents(MOVES_SIZE))
    rankings: RecentContents[bytes] = field(default_factory=lambda: RecentContents(RANKINGS_SIZE))


def get_ranking_memory() -> RankingMemory:
    """The memory of the current application."""
    memory: RankingMemory = get_extension(EXTENSION)
    return memory
