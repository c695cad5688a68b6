"""The manifest of a wing: everything that the floors below take, cards on a person's home page, and sections of the programme file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.kernel.file_section import AnySection
from app.notices.manifest import NoticeFeature


@dataclass(frozen=True)
class HomeCard:
    """`template` is rendered with `card` set to what `card_for` returns for a person; None leaves the card out."""

    template: str
    card_for: Callable[[int], object | None]


@dataclass(frozen=True, kw_only=True)
class HomeCardFeature(NoticeFeature):
    """`cards` stand on a person's home page, in their order; `file_sections` are its lists in the programme file."""

    cards: Sequence[HomeCard] = ()
    file_sections: Sequence[AnySection] = ()
