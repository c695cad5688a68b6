"""What features say in the space of a role: a heading, and lines about what waits there and what runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.kernel.schema import JsonObject


@dataclass(frozen=True, kw_only=True)
class SpaceLine:
    """A line: a marked text and what fills it, then a count, a moment, a date or a figure of the gate, if there is one.

    `path` is where the line leads, empty for nowhere. `waits` is true when somebody has to do something.
    """

    text: str
    params: JsonObject = field(default_factory=dict)
    figure: object = None
    path: str = ""
    waits: bool = False


@dataclass(frozen=True)
class SpacePart:
    """The lines of one feature in a space ("hr"): a French heading, and the permission without which nothing is read."""

    space: str
    heading: str
    permission: str
    list_lines: Callable[[], Iterable[SpaceLine]]
    place: int = 50
