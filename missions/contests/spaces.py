"""What contests say in spaces: what HR has to finish and to answer, what payroll has to book, and to representatives how long hand-overs are kept and who reads them."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel import clock
from app.kernel.application import build_path, current_settings
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from missions.contests.life.queries import list_contests_to_answer
from missions.contests.payroll.queries import find_last_payroll_file, list_people_of_year
from missions.contests.payroll.register import CeilingAlert
from missions.contests.queries import count_contests_by_state, get_terms
from missions.contests.states import ContestState

OVER = frozenset({ContestState.FINAL, ContestState.CANCELLED})
"""The states in which HR has nothing left to expect."""


def list_contest_lines() -> Iterator[SpaceLine]:
    """Whose objections wait, how many drafts wait for their publication, and how many contests are under way."""
    for contest in list_contests_to_answer():
        path, title = build_path("contests_desk.show", slug=contest.slug), get_terms(contest).title
        text = N_("« %(title)s » : une réclamation attend une réponse")
        yield SpaceLine(text=text, params={"title": title}, path=path, waits=True)
    counts, path = count_contests_by_state(), build_path("contest_writing.index")
    drafts = counts.pop(ContestState.DRAFT, 0)
    if drafts:
        yield SpaceLine(text=N_("Concours à finir d’écrire"), figure=drafts, path=path, waits=True)
    running = sum(count for state, count in counts.items() if state not in OVER)
    yield SpaceLine(text=N_("Concours publiés, pas encore définitifs"), figure=running, path=path)


def list_payroll_lines() -> Iterator[SpaceLine]:
    """How many prizes were handed over this year, who passes the ceiling, and when the last file was taken."""
    people, path = list_people_of_year(clock.now().year), build_path("payroll.show_register")
    above = sum(person.alert is CeilingAlert.ABOVE for person in people)
    if above:
        text = N_("Personnes dont le total de l’année dépasse le plafond")
        yield SpaceLine(text=text, figure=above, path=path, waits=True)
    lots = sum(len(person.lines) for person in people)
    yield SpaceLine(text=N_("Lots remis cette année à des personnes"), figure=lots, path=path)
    taken_at = find_last_payroll_file()
    if taken_at is not None:
        path = build_path("payroll.show")
        yield SpaceLine(text=N_("Dernier fichier pour la paie, téléchargé"), figure=taken_at, path=path)


def list_retention() -> Iterator[SpaceLine]:
    """What is kept of prizes, for how long, and who reads it."""
    years = {"years": current_settings().prize_record_years}
    yield SpaceLine(
        text=N_("Remises de lots : gardées l’année de la remise et %(years)s années entières ensuite, puis effacées."),
        params=years,
    )
    yield SpaceLine(
        text=N_(
            "La paie et les RH lisent qui a reçu quel lot. Personne n’y lit ni score, ni rang, ni qui a laissé un lot."
        )
    )
    yield SpaceLine(text=N_("Chaque fichier de lots téléchargé est noté, avec la personne qui l’a pris."))


PARTS = (
    SpacePart("hr", "Concours", "contests.write", list_contest_lines, place=15),
    SpacePart("payroll", "Lots remis", "contests.export", list_payroll_lines, place=10),
    SpacePart("transparency", "Concours", "transparency.see", list_retention, place=50),
)
