"""What each space says to the visitor: the parts that they may read, with the lines that wait apart from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.access import has_permission
from app.kernel.manifest import Feature, list_features_of_current_application
from app.kernel.spaces import SpaceLine, SpacePart
from app.web.navigation import SPACES


@dataclass(frozen=True)
class FilledSpacePart:
    """A heading with its lines."""

    heading: str
    lines: Sequence[SpaceLine]


@dataclass(frozen=True)
class SpaceOverview:
    """A space: its first word, its name, what waits there, and the parts with everything that they say."""

    space: str
    name: str
    waiting: Sequence[SpaceLine]
    parts: Sequence[FilledSpacePart]

    @property
    def permission(self) -> str:
        """The permission of its page."""
        return f"{self.space}.see"


def load_space_overview(space: str) -> SpaceOverview:
    """What a space says; a part without lines is left out."""
    filled = [FilledSpacePart(part.heading, list(part.list_lines())) for part in _list_permitted_parts(space)]
    return SpaceOverview(
        space=space,
        name=str(SPACES[space]),
        waiting=[line for part in filled for line in part.lines if line.waits],
        parts=[part for part in filled if part.lines],
    )


def find_overviews_for_home(_: int) -> list[SpaceOverview] | None:
    """The spaces that the visitor came for, for the card of the home page; None for somebody without one."""
    return [load_space_overview(space) for space in SPACES if has_permission(f"{space}.see")] or None


def _list_permitted_parts(space: str) -> list[SpacePart]:
    offered = [part for feature in list_features_of_current_application(Feature) for part in feature.space_parts]
    return sorted(
        (part for part in offered if part.space == space and has_permission(part.permission)),
        key=lambda part: part.place,
    )
