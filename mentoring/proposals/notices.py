"""The notices about proposals, with the same words whatever happened."""

from __future__ import annotations

from app.kernel.texts import N_
from app.notices.kind import NoticeKind

PROPOSED = NoticeKind(
    name="mentoring.proposed",
    sentence="A person is asked whether they want to meet somebody; the notice names nobody.",
    title=N_("Une proposition de binôme vous attend"),
    text=N_(
        "Prenez le temps de la lire. « Oui », « Pas cette personne » ou « Pas maintenant » : les trois réponses se valent, et aucune ne demande de motif."
    ),
    icon="heart-handshake",
    is_transactional=True,
)
CONTINUED = NoticeKind(
    name="mentoring.continued",
    sentence="A senior who said yes learns that this pair does not begin; why is told to nobody.",
    title=N_("Votre recherche de binôme continue"),
    text=N_(
        "La proposition que vous aviez acceptée n’aboutit pas cette fois. Vous n’avez rien à faire : vous gardez votre place dans la recherche."
    ),
    icon="heart-handshake",
    is_transactional=True,
)
