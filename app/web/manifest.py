"""The manifest of a wing: everything that the floors below take, and cards on a person's home page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.notices.manifest import NoticeFeature


@dataclass(frozen=True)
class HomeCard:
    """`template` is rendered with `card` set to what `card_for` returns for a person; None leaves the card out."""

    template: str
    card_for: Callable[[int], object | None]


@dataclass(frozen=True, kw_only=True)
class HomeCardFeature(NoticeFeature):
    """`cards` stand on a person's home page, in their order."""

    cards: Sequence[HomeCard] = ()
