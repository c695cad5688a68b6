"""What other slices put on the home page of mentoring: a template, and what fills it in for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """`template` is drawn with `card` set to what `card_for` answers; None draws nothing."""

    template: str
    card_for: Callable[[int], object | None]


@dataclass(frozen=True)
class Drawn:
    """A card with something in it."""

    template: str
    card: object


def drawn(cards: Iterable[Card], person_id: int) -> list[Drawn]:
    """The cards that have something to show to a person."""
    found = ((one.template, one.card_for(person_id)) for one in cards)
    return [Drawn(template, card) for template, card in found if card is not None]
