"""Which likes came and went, for networks that tell only those that stand."""

from __future__ import annotations

from collections.abc import Mapping

from app.intake.inbox_kind import SourceMemory

LIKES = "likes:"


def keep_standing_likes(memory: SourceMemory, post: str, standing: Mapping[str, str]) -> tuple[set[str], list[str]]:
    """The keys of likes that are new on a post, and the ids of those that stand no more; those that stand are remembered.

    `standing` is the id of each like by its key: a digest of who likes what, which names nobody. A like that was taken back
    and made again has another id.
    """
    before = memory.get(LIKES + post) or {}
    if standing != before:
        memory.set(LIKES + post, dict(standing) or None)
    new = {key for key, like in standing.items() if before.get(key) != like}
    return new, sorted(like for key, like in before.items() if standing.get(key) != like)


def forget_likes(memory: SourceMemory, post: str) -> None:
    """Forget the likes of a post that is deleted."""
    memory.set(LIKES + post, None)
