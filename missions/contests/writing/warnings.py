"""What HR should know before publishing, and what does not stop it: each with the field that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from app.kernel.messages import ErrorMessage
from missions.contests.mode import contest_modes
from missions.contests.terms import ContestTerms, PrizeClass

LONG = timedelta(days=92)
HARD_TO_REACH = 2
"""How many times what people did last month a goal may be before it is called out of reach."""

NO_COLLECTIVE_PART = ErrorMessage(
    "Nothing is shared here: each prize goes to one person. A goal reached together brings more people in.",
    french="Rien n’est partagé ici : chaque lot va à une personne. Un objectif atteint ensemble entraîne plus de monde.",
)
UNEQUAL_GROUPS = ErrorMessage(
    "Regions are of unequal size here: {name} has {share}% of the people, and would get about as large a share of the prizes. Share the prizes out by region, or set a goal for each.",
    french="Les régions sont de taille inégale ici : {name} réunit {share} % des personnes, et aurait à peu près cette part des lots. Répartissez les lots par région, ou fixez un objectif à chacune.",
)
OUT_OF_REACH = ErrorMessage(
    "Over four weeks, the same acts lately brought ten people {rate} points together. This goal asks them for {goal} over {days} days: hardly any group would reach it. Let more acts count, or give more points for each.",
    french="Sur quatre semaines, les mêmes actions ont récemment rapporté {rate} points à dix personnes ensemble. Cet objectif leur en demande {goal} en {days} jours : presque aucun groupe ne l’atteindrait. Faites compter plus d’actions, ou donnez plus de points à chacune.",
)
NOBODY_DID = ErrorMessage(
    "Too few people did these things over the last four weeks to estimate anything: this goal may be out of reach.",
    french="Trop peu de personnes ont fait ces actions ces quatre dernières semaines pour estimer quoi que ce soit : cet objectif est peut-être hors d’atteinte.",
)
LASTS_LONG = ErrorMessage(
    "More than three months: people lose sight of a long contest. Two to five weeks are enough.",
    french="Plus de trois mois : on perd de vue un concours long. Deux à cinq semaines suffisent.",
)
NOT_BY_CHANCE = ErrorMessage(
    "Only a draw makes a prize one of chance. Payroll would count this one as work.",
    french="Seul un tirage au sort fait un lot de hasard. La paie compterait celui-ci comme du travail.",
)
PRIZES_OFF = ErrorMessage(
    "Prizes are switched off here, where people may play and win nothing of value: {places}.",
    french="Les lots sont désactivés ici, où l’on peut jouer sans rien gagner qui ait une valeur : {places}.",
)


@dataclass(frozen=True, kw_only=True)
class DraftFigures:
    """What the gate lets be read for a draft: the share of each group in percent, and points per person over four weeks.

    `rate` None: too few people, or it cannot be estimated (`is_estimated`).
    """

    shares: Mapping[str, int]
    rate: float | None
    is_estimated: bool
    places_without_prizes: Sequence[str] = ()


def list_warnings(terms: ContestTerms, figures: DraftFigures) -> dict[str, ErrorMessage]:
    """The warnings by field; a field has one."""
    warnings: dict[str, ErrorMessage] = {}
    for field, warning in _iterate_warnings(terms, figures):
        warnings.setdefault(field, warning)
    return warnings


def _iterate_warnings(terms: ContestTerms, figures: DraftFigures) -> Iterator[tuple[str, ErrorMessage]]:
    mode = contest_modes()[terms.mode]
    if not mode.is_won_by_groups and terms.draw.shared_by is None:
        largest = max(figures.shares, key=lambda name: figures.shares[name], default=None)
        if largest is not None and figures.shares[largest] * len(figures.shares) >= 150:
            yield "mode", UNEQUAL_GROUPS.format(name=largest, share=figures.shares[largest])
        yield "mode", NO_COLLECTIVE_PART
    if terms.goal is not None and figures.is_estimated:
        yield from _find_goal_warning(terms, terms.goal, figures.rate)
    if terms.calendar.closes_at - terms.calendar.opens_at > LONG:
        yield "closes_on", LASTS_LONG
    for place, prize in enumerate(terms.prizes):
        if prize.prize_class is PrizeClass.CHANCE and not mode.needs_draw:
            yield f"prize_class.{place}", NOT_BY_CHANCE
    if figures.places_without_prizes:
        yield "audience", PRIZES_OFF.format(places=", ".join(figures.places_without_prizes))


def _find_goal_warning(terms: ContestTerms, goal: int, rate: float | None) -> Iterator[tuple[str, ErrorMessage]]:
    days = max((terms.calendar.closes_at - terms.calendar.opens_at).days, 1)
    if rate is None:
        yield "goal", NOBODY_DID
    elif contest_modes()[terms.mode].is_won_by_groups and goal > HARD_TO_REACH * rate * days / 28:
        yield "goal", OUT_OF_REACH.format(rate=ceil(10 * rate), goal=10 * goal, days=days)
