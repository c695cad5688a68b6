"""What features put on a person's home page: a template, and what fills it in for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.kernel.application import get_extension
from app.kernel.feature import Feature
from app.web.visitor import current_visitor


@dataclass(frozen=True)
class HomeCard:
    """`template` is drawn with `card` set to what `card_for` answers for a person; None draws nothing."""

    template: str
    card_for: Callable[[int], object | None]


@dataclass(frozen=True)
class FilledCard:
    """A card with something in it."""

    template: str
    card: object


def fill_cards(cards: Iterable[HomeCard], person_id: int) -> Iterator[FilledCard]:
    """Those of `cards` that have something to show to a person, in their order."""
    for offered in cards:
        found = offered.card_for(person_id)
        if found is not None:
            yield FilledCard(offered.template, found)


def list_home_cards() -> Iterator[FilledCard]:
    """The cards of every feature that have something to show to the visitor."""
    known = current_visitor()
    features: Sequence[Feature] = get_extension("features")
    offered = (card for feature in features for card in feature.cards)
    return iter(()) if known is None else fill_cards(offered, known.id)
