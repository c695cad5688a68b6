"""A deed is a fact as one of its two people lived it: who acted, or whom the fact is about."""

from __future__ import annotations

from dataclasses import dataclass

from app.journal.kinds import KINDS

ACTOR, COUNTERPART = "actor", "counterpart"

TOLD_OF_OTHERS = ("answer.accepted",)
"""Kinds that are a deed of the person whom the fact is about too; `ix_fact_useful` finds them by that person."""


@dataclass(frozen=True)
class Deed:
    """A kind of fact, and for whom it counts: the one who acted, or the one whom it is about.

    It is written as its kind alone, or as `kind:counterpart`; nobody is their own counterpart.
    """

    kind: str
    side: str = ACTOR

    def __str__(self) -> str:
        return self.kind if self.side == ACTOR else f"{self.kind}:{self.side}"


DEEDS = (*sorted(KINDS), *(str(Deed(kind, COUNTERPART)) for kind in TOLD_OF_OTHERS))
"""Every deed there is, as it is written."""


def deed_called(name: str) -> Deed:
    """The deed that is written so; whether there is such a one is not judged."""
    kind, _, side = name.partition(":")
    return Deed(kind, side or ACTOR)
