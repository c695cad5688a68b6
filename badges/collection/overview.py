"""The catalogue as one person reads it: their badges first, then the others by group, narrowed by what they chose to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from badges.collection.views import BadgeView
from badges.criterion import Words
from badges.models import BadgeGroup

FEW_BADGES = 8
"""Up to so many are read at a glance: nothing narrows them."""


class CatalogueChoice(StrEnum):
    """Which badges somebody chose to see, by how they stand with them."""

    ALL = "all"
    OWN = "own"
    BEGUN = "begun"
    AHEAD = "ahead"


@dataclass(frozen=True)
class CatalogueShelf:
    """The badges of one group that the reader does not hold, the nearest first; `name` is None for those without a group."""

    name: Words | None
    views: Sequence[BadgeView]


@dataclass(frozen=True, kw_only=True)
class BadgeCatalogue:
    """What the page shows: the reader's own badges, the latest first, and the others on the shelves of their groups.

    `choice` and `group` narrow it; `groups` are those that have badges, and `total` is how many badges there are.
    """

    choice: CatalogueChoice
    group: str
    groups: Sequence[BadgeGroup]
    total: int
    own: Sequence[BadgeView]
    shelves: Sequence[CatalogueShelf]

    @property
    def is_long(self) -> bool:
        """Whether it offers to show less."""
        return self.total > FEW_BADGES


def build_catalogue(
    views: Sequence[BadgeView], groups: Sequence[BadgeGroup], *, choice: CatalogueChoice, group: str
) -> BadgeCatalogue:
    """The catalogue of these badges; `group` narrows it to one, empty for all of them."""
    chosen = [view for view in views if _is_chosen(view, choice) and group in ("", view.badge.group_slug)]
    others = sorted((view for view in chosen if not view.awarded_at), key=lambda view: -view.share)
    shelves = [
        CatalogueShelf(name, [view for view in others if view.badge.group_slug == slug])
        for slug, name in [*((entry.slug, entry.name) for entry in groups), (None, None)]
    ]
    return BadgeCatalogue(
        choice=choice,
        group=group,
        groups=[entry for entry in groups if any(view.badge.group_slug == entry.slug for view in views)],
        total=len(views),
        own=[view for view in chosen if view.awarded_at],
        shelves=[shelf for shelf in shelves if shelf.views],
    )


def parse_choice(sent: str) -> CatalogueChoice:
    """What an address asks for; all of them when it says nothing that exists."""
    return CatalogueChoice(sent) if sent in list(CatalogueChoice) else CatalogueChoice.ALL


def _is_chosen(view: BadgeView, choice: CatalogueChoice) -> bool:
    return {
        CatalogueChoice.ALL: True,
        CatalogueChoice.OWN: view.awarded_at is not None,
        CatalogueChoice.BEGUN: view.is_begun,
        CatalogueChoice.AHEAD: view.awarded_at is None and not view.is_begun,
    }[choice]
