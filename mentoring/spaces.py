"""What mentoring says in spaces: each round with the step that it waits for, and how long its notes are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from mentoring.pairs.notes.service import NOTES_KEPT_FOR
from mentoring.rounds.models import Round
from mentoring.rounds.queries import list_rounds
from mentoring.rounds.states import RoundState

WAITING = {
    RoundState.DRAFT: N_("« %(title)s » est un brouillon : ouvrez le volontariat quand il est prêt"),
    RoundState.OPEN: N_("« %(title)s » : le volontariat est terminé, le calcul peut commencer"),
    RoundState.MATCHING: N_("« %(title)s » : calculez les binômes, puis envoyez les propositions"),
    RoundState.RUNNING: N_("« %(title)s » : le dernier jour est passé, commencez la fin de campagne"),
    RoundState.CLOSING: N_("« %(title)s » : écrivez la restitution"),
}
RUNNING = {
    RoundState.OPEN: N_("« %(title)s » : volontariat, jusqu’au"),
    RoundState.PROPOSING: N_("« %(title)s » : propositions envoyées, premières séances à partir du"),
    RoundState.RUNNING: N_("« %(title)s » : les binômes se rencontrent, jusqu’au"),
}


def list_round_lines() -> Iterator[SpaceLine]:
    """Each round that is not closed: the step that it waits for, or what runs and until when."""
    today = clock.now().date()
    for round_ in list_rounds():
        if round_.state != RoundState.CLOSED:
            yield _build_round_line(round_, RoundState(round_.state), today)


def _build_round_line(round_: Round, state: RoundState, today: date) -> SpaceLine:
    days = {
        RoundState.OPEN: round_.volunteering_ends_on,
        RoundState.PROPOSING: round_.starts_on,
        RoundState.RUNNING: round_.ends_on,
    }
    title, path = {"title": round_.title}, build_path("programmes.show", slug=round_.slug)
    if state in WAITING and (state not in days or days[state] < today):
        return SpaceLine(text=WAITING[state], params=title, path=path, waits=True)
    return SpaceLine(text=RUNNING[state], params=title, figure=days[state], path=path)


def list_retention() -> Iterator[SpaceLine]:
    """Who reads what two people of a pair write, and how long their notes are kept."""
    yield SpaceLine(text=N_("La page d’un binôme ne s’ouvre que pour ses deux personnes."))
    days = {"days": NOTES_KEPT_FOR.days}
    yield SpaceLine(text=N_("Notes d’un binôme : chiffrées, effacées %(days)s jours après sa fin."), params=days)


PARTS = (
    SpacePart("hr", "Campagnes de mentorat", "mentoring.write", list_round_lines, place=20),
    SpacePart("transparency", "Mentorat", "transparency.see", list_retention, place=50),
)
