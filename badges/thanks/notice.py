"""The notice of thanks: it names nobody and has no words of theirs, for those can be put away and it cannot."""

from __future__ import annotations

from app.kernel.application import build_path
from app.kernel.texts import N_
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice
from badges.thanks.models import Thanks

RECEIVED = NoticeKind(
    name="thanks.received",
    sentence="A colleague thanked a person.",
    title=N_("Un ou une collègue vous dit merci"),
    text=N_("Vous seul lisez ce mot, tant que vous ne choisissez pas autre chose."),
    icon="heart-handshake",
    is_read_on_its_page=True,
)


def build_received_notice(thanks: Thanks) -> NewNotice:
    """What the receiver is told, once."""
    return NewNotice(
        kind=RECEIVED.name,
        person_id=thanks.receiver_id,
        key=f"thanks:{thanks.id}",
        path=build_path("thanks.index"),
        happened_at=thanks.given_at,
    )
