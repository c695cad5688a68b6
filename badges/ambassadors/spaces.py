"""What the programme says in the space of HR: how many candidates wait."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from badges.ambassadors.desk.queries import count_ready_candidates


def list_waiting_candidates() -> Iterator[SpaceLine]:
    """How many candidates accepted, have their time agreed to, and wait for HR."""
    if waiting := count_ready_candidates():
        yield SpaceLine(
            text=N_("Candidatures à confirmer"), figure=waiting, path=build_path("ambassador_desk.index"), waits=True
        )


PARTS = (SpacePart("hr", "Ambassadeurs", "ambassadors.write", list_waiting_candidates, place=14),)
