"""What missions say in spaces: what HR and animators have to publish or mend, and what reviewers have to read."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.access import get_current_person_id
from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from missions.authoring.paths.queries import list_paths
from missions.authoring.queries import count_missions_by_condition
from missions.reviews.queries import read_review_queue
from missions.reviews.service.forget import KEPT_FOR


def list_mission_counts() -> Iterator[SpaceLine]:
    """How many missions wait for their publication or have no effect, and how many missions and paths are published."""
    missions, path = count_missions_by_condition(), build_path("authoring.index")
    if missions.drafts:
        yield SpaceLine(text=N_("Missions à publier"), figure=missions.drafts, path=path, waits=True)
    if missions.dead:
        yield SpaceLine(text=N_("Missions sans effet"), figure=missions.dead, path=path, waits=True)
    yield SpaceLine(text=N_("Missions publiées"), figure=missions.published, path=path)
    open_paths = sum(listed.state == "published" for listed in list_paths())
    yield SpaceLine(text=N_("Parcours publiés"), figure=open_paths, path=build_path("authoring_paths.index"))


def list_review_counts() -> Iterator[SpaceLine]:
    """How much the reader may review, since when the oldest waits, and how much they have taken; without any name."""
    queue, path = read_review_queue(get_current_person_id()), build_path("reviews.index")
    waiting = sum(mission.waiting_count for mission in queue.missions)
    if queue.taken:
        yield SpaceLine(text=N_("Textes que vous avez pris"), figure=len(queue.taken), path=path, waits=True)
    if waiting:
        yield SpaceLine(text=N_("Textes à relire"), figure=waiting, path=path, waits=True)
        yield SpaceLine(text=N_("Le plus ancien a été envoyé"), figure=queue.waiting[0].sent_at, path=path)
    else:
        yield SpaceLine(text=N_("Textes à relire"), figure=0, path=path)


def list_retention() -> Iterator[SpaceLine]:
    """How long what is sent for a mission is kept, and who reads it."""
    days = {"days": KEPT_FOR.days}
    yield SpaceLine(
        text=N_("Textes et liens envoyés pour une mission : effacés %(days)s jours après la décision."), params=days
    )
    yield SpaceLine(text=N_("Une seule personne à la fois relit un texte, sans le nom de son auteur."))


PARTS = (
    SpacePart("hr", "Missions et parcours", "missions.write", list_mission_counts, place=10),
    SpacePart("animation", "Relectures", "evidence.review", list_review_counts, place=10),
    SpacePart("animation", "Missions et parcours", "missions.write", list_mission_counts, place=20),
    SpacePart("transparency", "Missions", "transparency.see", list_retention, place=40),
)
