"""What people say in spaces: tokens and their age for IT, who sees what and how many take part for representatives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.kernel import clock
from app.kernel.disclosure import get_gate
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from app.people.accounts.queries import list_tokens
from app.people.queries import count_people_and_participants

OLD_TOKEN_AGE = timedelta(days=365)


def list_token_lines() -> Iterator[SpaceLine]:
    """Each token that works, with its age; one of more than a year waits for a successor."""
    now = clock.now()
    for token in list_tokens():
        if token.revoked_at is None:
            is_old = token.created_at < now - OLD_TOKEN_AGE
            text = N_("Jeton « %(name)s », à remplacer : créé") if is_old else N_("Jeton « %(name)s », créé")
            yield SpaceLine(text=text, params={"name": token.name}, figure=token.created_at, waits=is_old)


def list_audience_lines() -> Iterator[SpaceLine]:
    """Who sees what, and how many people take part as the gate lets it be shown."""
    gate, (people, participants) = get_gate(), count_people_and_participants()
    yield SpaceLine(text=N_("Personnes qui participent"), figure=gate.show_part(participants, people))
    size = {"size": gate.smallest}
    yield SpaceLine(text=N_("Un chiffre d’ensemble ne porte jamais sur moins de %(size)s personnes."), params=size)
    yield SpaceLine(text=N_("Une personne voit ses propres points, missions et badges."))
    yield SpaceLine(
        text=N_("Managers et RH ne voient d’une personne ni ses points, ni son avancement, ni ses refus, ni ses notes.")
    )
    yield SpaceLine(
        text=N_("La hiérarchie ne sert qu’au mentorat : à écarter des binômes et à mesurer l’écart de responsabilité.")
    )


PARTS = (
    SpacePart("admin", "Jetons des machines", "admin.see", list_token_lines, place=30),
    SpacePart("transparency", "Qui voit quoi", "transparency.see", list_audience_lines, place=30),
)
