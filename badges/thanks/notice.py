"""The notice of thanks: it names nobody and has no words of theirs, for those can be put away and it cannot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from app.kernel.application import build_path
from app.kernel.texts import N_
from app.notices.digest import NewsByPerson
from app.notices.kind import NoticeKind
from app.notices.queries.news import list_unread_news_of_kinds
from app.notices.service.notify import NewNotice
from badges.thanks.models import Thanks

RECEIVED = NoticeKind(
    name="thanks.received",
    sentence="A colleague thanked a person.",
    title=N_("Un ou une collègue vous dit merci"),
    text=N_("Personne d’autre ne lit ce mot, tant que vous ne choisissez pas autre chose."),
    several=N_("%(num)s mercis de collègues"),
    icon="heart-handshake",
    is_celebration=True,
)
SEVERAL = N_("Des collègues vous disent merci")
SEVERAL_TEXT = N_("Personne d’autre ne lit ces mots, tant que vous ne choisissez pas autre chose.")


def build_received_notice(thanks: Thanks) -> NewNotice:
    """What the receiver is told, once."""
    return NewNotice(
        kind=RECEIVED.name,
        person_id=thanks.receiver_id,
        key=f"thanks:{thanks.id}",
        path=build_path("thanks.index"),
        happened_at=thanks.given_at,
    )


def list_thanks_news(person_ids: Collection[int], since: datetime) -> NewsByPerson:
    """That these people received thanks which they have not read: one line each, without a name and without words."""
    unread = list_unread_news_of_kinds([RECEIVED], person_ids, since)
    return {
        person_id: [items[0] if len(items) == 1 else replace(items[-1], title=SEVERAL, text=SEVERAL_TEXT)]
        for person_id, items in unread.items()
    }
