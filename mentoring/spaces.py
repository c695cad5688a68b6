"""What mentoring says in spaces: each round with the step that it waits for, and how long its notes are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from mentoring.pairs.notes.service import NOTES_KEPT_FOR
from mentoring.rounds.models import Round
from mentoring.rounds.queries import list_rounds
from mentoring.rounds.states import RoundState, compute_last_day_to_volunteer
from mentoring.volunteers.queries.volunteers import has_ready_senior_and_junior

WAITING = {
    RoundState.DRAFT: N_("« %(title)s » est un brouillon : ouvrez le volontariat quand il est prêt"),
    RoundState.MATCHING: N_("« %(title)s » : calculez les binômes, puis envoyez les propositions"),
    RoundState.PROPOSING: N_(
        "« %(title)s » : le jour des premières séances est venu, dites si les binômes se rencontrent"
    ),
    RoundState.RUNNING: N_("« %(title)s » : le dernier jour est passé, commencez la fin de campagne"),
    RoundState.CLOSING: N_("« %(title)s » : écrivez la restitution"),
}
READY = N_("« %(title)s » : le calcul peut commencer")
READY_EARLY = N_("« %(title)s » : le calcul peut commencer ; sinon, le volontariat dure jusqu’au")
ONE_SIDED = N_("« %(title)s » : le calcul attend au moins un cadre et un mentor numérique préparé")
RUNNING = {
    RoundState.OPEN: N_("« %(title)s » : volontariat ouvert, premier calcul après le"),
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
    line = partial(SpaceLine, params={"title": round_.title}, path=build_path("programmes.show", slug=round_.slug))
    days = {RoundState.PROPOSING: round_.starts_on, RoundState.RUNNING: round_.ends_on}
    if state == RoundState.OPEN:
        return _build_open_round_line(round_, line, is_over=round_.volunteering_ends_on < today)
    if state in days and days[state] >= today:
        return line(text=RUNNING[state], figure=days[state])
    return line(text=WAITING[state], waits=True)


def _build_open_round_line(round_: Round, line: Callable[..., SpaceLine], *, is_over: bool) -> SpaceLine:
    """The calculation may begin as soon as there are volunteers on both sides, as the page of the round says."""
    if not has_ready_senior_and_junior(round_.id):
        not_before = round_.volunteering_ends_on
        return line(text=ONE_SIDED, waits=True) if is_over else line(text=RUNNING[RoundState.OPEN], figure=not_before)
    if is_over or round_.rolling:
        return line(text=READY, waits=True)
    return line(text=READY_EARLY, figure=compute_last_day_to_volunteer(round_), waits=True)


def list_retention() -> Iterator[SpaceLine]:
    """Who reads what two people of a pair write, and how long their notes are kept."""
    yield SpaceLine(text=N_("La page d’un binôme ne s’ouvre que pour ses deux personnes."))
    days = {"days": NOTES_KEPT_FOR.days}
    yield SpaceLine(text=N_("Notes d’un binôme : chiffrées, effacées %(days)s jours après sa fin."), params=days)


PARTS = (
    SpacePart("hr", "Campagnes de mentorat", "mentoring.write", list_round_lines, place=20),
    SpacePart("transparency", "Mentorat", "transparency.see", list_retention, place=50),
)
