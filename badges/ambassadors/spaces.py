"""What the programme says in spaces: how many candidates wait for HR, and to animators, where those stand whom the signals point at."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.access import get_current_person_id
from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from badges.ambassadors.desk.queries import count_ready_candidates
from badges.ambassadors.removals.queries import list_appeals_to_decide
from badges.ambassadors.signals.queries import list_supported_by_region, read_supported_by_layer
from badges.ambassadors.texts.queries import count_waiting_texts


def list_what_waits() -> Iterator[SpaceLine]:
    """How many candidates accepted, have their time agreed to, and wait for HR; and how many ready-made texts are proposed."""
    if waiting := count_ready_candidates():
        yield SpaceLine(
            text=N_("Candidatures à confirmer"), figure=waiting, path=build_path("ambassador_desk.index"), waits=True
        )
    if texts := count_waiting_texts():
        yield SpaceLine(
            text=N_("Textes proposés, à relire"), figure=texts, path=build_path("ambassador_desk.index"), waits=True
        )


def list_shares_of_supported_people() -> Iterator[SpaceLine]:
    """How many people the signals point at, by layer and by region: figures of the gate."""
    layers, path = read_supported_by_layer(), build_path("ambassador_signals.show")
    yield SpaceLine(text=N_("Désignés par les signaux, avec une équipe"), figure=layers[True], path=path)
    yield SpaceLine(text=N_("Désignés par les signaux, sans équipe"), figure=layers[False], path=path)
    for region, figure in list_supported_by_region():
        yield SpaceLine(text=N_("Désignés par les signaux : %(region)s"), params={"region": region}, figure=figure)


def list_waiting_appeals() -> Iterator[SpaceLine]:
    """How many appeals the reader alone may decide, where HR has no third person."""
    if waiting := len(list_appeals_to_decide(get_current_person_id())):
        path = build_path("ambassador_removals.list_appeals")
        yield SpaceLine(text=N_("Nouveaux examens à décider"), figure=waiting, path=path, waits=True)


PARTS = (
    SpacePart("transparency", "Ambassadeurs", "appeals.decide", list_waiting_appeals, place=10),
    SpacePart("hr", "Ambassadeurs", "ambassadors.write", list_what_waits, place=14),
    SpacePart("animation", "Ambassadeurs", "badges.write", list_shares_of_supported_people, place=24),
)
