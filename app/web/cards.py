"""What features put on a person's home page: a template, and what fills it in for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.kernel.application import get_extension
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


def drawn(cards: Iterable[HomeCard], person_id: int) -> Iterator[Drawn]:
    """Those of `cards` that have something to show to a person, in their order."""
    for offered in cards:
        found = offered.card_for(person_id)
        if found is not None:
            yield Drawn(offered.template, found)


def home_cards() -> Iterator[Drawn]:
    """The cards of every feature that have something to show to the visitor."""
    known = visitor()
    features: Sequence[Feature] = get_extension("features")
    offered = (card for feature in features for card in feature.cards)
    return iter(()) if known is None else drawn(offered, known.id)
