"""What thanks say to representatives: how long they are kept, and who reads them."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from badges.thanks.practices.queries import EXPIRES_AFTER
from badges.thanks.queries.clocks import GIVEN_SHOWN_FOR


def list_retention() -> Iterator[SpaceLine]:
    """How long thanks and requests for practices are kept, and what nobody but their two people reads."""
    text = N_("Un merci reçu : gardé jusqu’à ce que la personne le supprime ou quitte l’entreprise.")
    yield SpaceLine(text=text)
    text = N_(
        "Son auteur relit ses mots pendant %(weeks)s semaines. Ce que la personne a supprimé est effacé à la fin de ce délai."
    )
    yield SpaceLine(text=text, params={"weeks": GIVEN_SHOWN_FOR.days // 7})
    text = N_("Une demande de raconter restée sans réponse, ou déclinée : effacée après %(days)s jours.")
    yield SpaceLine(text=text, params={"days": EXPIRES_AFTER.days})
    text = N_("Aucun rôle n’ouvre les mercis : les RH et les responsables lisent ce que lit tout collègue.")
    yield SpaceLine(text=text)


PARTS = (SpacePart("transparency", "Merci", "transparency.see", list_retention, place=55),)
