"""Which events an author may have counted, and why not the others."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.counted_events import COUNTED_EVENTS
from app.kernel.messages import ErrorMessage

LIKES_ALONE = "Likes alone qualify for nothing, and each kind listed here counts by itself: leave post.liked out."

ONE_SIDED = ErrorMessage(
    "{input} cannot be counted: only these count for whom they are about, {both}.",
    french="{input} ne peut pas compter : seuls ceux-ci comptent pour la personne qu’ils concernent, {both}.",
)


class OneOfCountedEvents(ma.validate.OneOf):
    """A kind of fact, which counts for who acts, or one that counts for the counterpart, where that exists."""

    def __init__(self) -> None:
        super().__init__(COUNTED_EVENTS)

    def __call__(self, value: str) -> str:
        """The name, if it is that of a counted event."""
        if ":" in value and value not in COUNTED_EVENTS:
            both = ", ".join(name for name in COUNTED_EVENTS if ":" in name)
            raise ma.ValidationError(ONE_SIDED.format(input=value, both=both))
        return str(super().__call__(value))


def refuse_likes(facts: Sequence[str]) -> None:
    """Refuses likes among what counts."""
    if "post.liked" in facts:
        raise ma.ValidationError(LIKES_ALONE)
