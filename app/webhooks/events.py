"""The facts that may leave the house, and what each may tell: ids and the least that makes them useful."""

from __future__ import annotations

from app.journal.kinds import TAKE_BACKS

OUTGOING_KINDS: dict[str, tuple[str, ...]] = {
    "badge.awarded": (),
    "badge.revoked": (),
    "mission.completed": (),
    "mission.reopened": (),
    "leaderboard.published": ("version",),
    "pairing.started": (),
}
"""Kind to the members of a fact's body that go out beside the person, the object and the sequence. Joining is told to nobody."""

CORRECTION_KINDS = TAKE_BACKS & OUTGOING_KINDS.keys()
"""What is told even of people who no longer take part, so that others can forget what they were told before."""
