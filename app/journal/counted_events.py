"""A counted event is a fact as one of its two people lived it: the one who acted, or the one whom the fact is about."""

from __future__ import annotations

from dataclasses import dataclass

from app.journal.kinds import KINDS

ACTOR, COUNTERPART = "actor", "counterpart"

COUNTERPART_KINDS = ("answer.accepted",)
"""Kinds that also count for the person whom the fact is about; `ix_fact_credited` finds them by that person."""


@dataclass(frozen=True)
class CountedEvent:
    """A kind of fact, and the role for which it counts.

    It is written as its kind alone for the actor, and as `kind:counterpart` for the counterpart.
    A person is never their own counterpart.
    """

    kind: str
    role: str = ACTOR

    def __str__(self) -> str:
        return self.kind if self.role == ACTOR else f"{self.kind}:{self.role}"


DECIDED = ("ambassador.", "badge.", "contest.", "crisis.", "leaderboard.", "points.", "policy.", "prize.")
"""How the kinds begin that the service, HR or chance decides, and nobody does: they count for nothing."""

DECIDED_KINDS = frozenset(kind for kind in KINDS if kind.startswith(DECIDED))

FREE_KINDS = frozenset({"thanks.given"})
"""Kinds that count for nothing because nobody should do them for a reward."""

COUNTED_EVENTS = (
    *sorted(KINDS.keys() - DECIDED_KINDS - FREE_KINDS),
    *(str(CountedEvent(kind, COUNTERPART)) for kind in COUNTERPART_KINDS),
)
"""The written name of every counted event."""


def parse_counted_event(name: str) -> CountedEvent:
    """The event with that written name; whether it exists is not checked."""
    kind, _, role = name.partition(":")
    return CountedEvent(kind, role or ACTOR)
