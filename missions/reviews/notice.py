"""The notices to the author of evidence: it was accepted, or the reviewer asks for more."""

from __future__ import annotations

from app.kernel.texts import N_
from app.notices.kind import NoticeKind

ACCEPTED = NoticeKind(
    name="mission.evidence-accepted",
    sentence="What a person sent for a mission was accepted.",
    title=N_("C’est accepté : %(mission)s"),
    text=N_("Ce que vous aviez envoyé a été lu et accepté. Merci."),
    icon="check",
    is_transactional=True,
)
MORE_ASKED = NoticeKind(
    name="mission.evidence-asked",
    sentence="Whoever reads what a person sent for a mission asks for a little more.",
    title=N_("Une question sur ce que vous avez envoyé : %(mission)s"),
    text=N_("Répondez quand vous voulez, sur la page de la mission : votre place est gardée."),
    is_transactional=True,
)
