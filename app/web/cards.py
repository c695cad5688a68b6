"""The cards of a person's home page: those that features offer, each filled for the person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.kernel.manifest import list_features_of_current_application
from app.web.manifest import HomeCard, HomeCardFeature
from app.web.visitor import current_visitor, list_visitor_celebrations

CELEBRATIONS_CARD = HomeCard("shell/celebrations_card.html", lambda _: list_visitor_celebrations() or None)
"""What the visitor has not read yet of what is to celebrate."""


@dataclass(frozen=True)
class FilledCard:
    """A card with its content."""

    template: str
    card: object


def iterate_filled_cards(cards: Iterable[HomeCard], person_id: int) -> Iterator[FilledCard]:
    """The `cards` that have content for a person, in their order."""
    for home_card in cards:
        content = home_card.card_for(person_id)
        if content is not None:
            yield FilledCard(home_card.template, content)


def list_home_cards() -> Iterator[FilledCard]:
    """The cards of every feature that have content for the visitor."""
    visitor = current_visitor()
    if visitor is None:
        return iter(())
    return iterate_filled_cards(
        (card for feature in list_features_of_current_application(HomeCardFeature) for card in feature.cards),
        visitor.id,
    )
