"""The notices of practices: that a colleague wishes to hear one, and that one was told."""

from __future__ import annotations

from app.kernel.application import build_path
from app.kernel.texts import N_
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice
from badges.thanks.practices.models import PracticeRequest

WISHED = NoticeKind(
    name="practice.wished",
    sentence="A colleague wishes that a person tells a practice.",
    title=N_("Un ou une collègue aimerait que vous racontiez une pratique"),
    text=N_("Personne d’autre ne le sait. Répondre ou non, c’est votre choix, et votre silence ne se voit pas."),
    icon="book",
    is_read_on_its_page=True,
)
ANSWERED = NoticeKind(
    name="practice.answered",
    sentence="A colleague told the practice that a person wished to hear.",
    title=N_("On a répondu à votre demande"),
    text=N_("La pratique que vous vouliez entendre est racontée."),
    icon="book",
    is_read_on_its_page=True,
)


def build_wish_notice(request: PracticeRequest) -> NewNotice:
    """For whoever could tell the practice."""
    return _build_notice(WISHED, request.id, request.teller_id)


def build_answer_notice(request_id: int, requester_id: int) -> NewNotice:
    """For whoever wished it."""
    return _build_notice(ANSWERED, request_id, requester_id)


def _build_notice(kind: NoticeKind, request_id: int, person_id: int) -> NewNotice:
    path = build_path("thanks_practices.index")
    return NewNotice(kind=kind.name, person_id=person_id, key=f"{kind.name}:{request_id}", path=path)
