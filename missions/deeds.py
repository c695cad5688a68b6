"""Says which deeds an author may have counted, and why not the others."""

from __future__ import annotations

from collections.abc import Sequence

import marshmallow as ma

from app.journal.deeds import DEEDS
from app.kernel.messages import ErrorMessage

LIKES_ALONE = "Likes alone qualify for nothing, and each kind listed here counts by itself: leave post.liked out."

ONE_SIDED = ErrorMessage(
    "{input} cannot be counted: only these count for whom they are about, {both}.",
    french="{input} ne peut pas compter : seuls ceux-ci comptent pour la personne qu’ils concernent, {both}.",
)


class OneOfDeeds(ma.validate.OneOf):
    """A kind of fact, which counts for who acts, or a deed of whom the fact is about, where there is such a one."""

    def __init__(self) -> None:
        super().__init__(DEEDS)

    def __call__(self, value: str) -> str:
        """The name, when it is that of a deed."""
        if ":" in value and value not in DEEDS:
            both = ", ".join(name for name in DEEDS if ":" in name)
            raise ma.ValidationError(ONE_SIDED.format(input=value, both=both))
        return str(super().__call__(value))


def not_by_likes(facts: Sequence[str]) -> None:
    """Refuses likes among what counts."""
    if "post.liked" in facts:
        raise ma.ValidationError(LIKES_ALONE)
