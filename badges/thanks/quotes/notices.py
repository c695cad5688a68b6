"""The notices of quotes: that a colleague would like to show one's words, and that the author agreed."""

from __future__ import annotations

from app.kernel.application import build_path
from app.kernel.texts import N_
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice

WISHED = NoticeKind(
    name="quote.wished",
    sentence="A colleague would like to show publicly what a person wrote in thanks.",
    title=N_("Quelqu’un aimerait citer votre merci"),
    text=N_(
        "Sur la page publique de ses badges ou par la communication de l’entreprise, sans votre nom. C’est à vous de le dire, et votre silence suffit pour que rien ne paraisse."
    ),
    icon="heart-handshake",
    is_read_on_its_page=True,
)
AGREED = NoticeKind(
    name="quote.agreed",
    sentence="The author of thanks agreed that they are shown publicly.",
    title=N_("Vous pouvez citer un merci"),
    text=N_(
        "La personne qui l’a écrit est d’accord : il paraît sur les pages de badges que vous avez ouvertes, et vous pouvez le joindre à la liste pour la communication."
    ),
    icon="heart-handshake",
    is_read_on_its_page=True,
)


def build_quote_notice(kind: NoticeKind, thanks_id: int, person_id: int) -> NewNotice:
    """One of the two, once for these thanks."""
    return NewNotice(
        kind=kind.name, person_id=person_id, key=f"{kind.name}:{thanks_id}", path=build_path("thanks.index")
    )
