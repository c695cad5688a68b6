"""What features put on a person's home page: a template, and what fills it in for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.kernel.application import part
from app.kernel.feature import Feature
from app.web.visitor import visitor


@dataclass(frozen=True)
class HomeCard:
    """`template` is drawn with `card` set to what `card_for` answers for a person; None draws nothing."""

    template: str
    card_for: Callable[[int], object | None]


@dataclass(frozen=True)
class Drawn:
    """A card with something in it."""

    template: str
    card: object


def home_cards() -> Iterator[Drawn]:
    """The cards that have something to show to the visitor, in the order of the features."""
    known = visitor()
    if known is None:
        return
    features: Sequence[Feature] = part("features")
    for offered in (card for feature in features for card in feature.cards):
        found = offered.card_for(known.id)
        if found is not None:
            yield Drawn(offered.template, found)
