"""The mode `draw`: chance chooses among those who qualified, with tickets by score up to a cap."""

from __future__ import annotations

from missions.contests.mode import ContestMode
from missions.contests.terms import ContestTerms


def _count_tickets(terms: ContestTerms, score: int) -> int:
    """One ticket each time the score holds the goal, at most as many as the terms allow."""
    return min(score // max(terms.goal or 1, 1), terms.draw.max_tickets) if score > 0 else 0


mode = ContestMode(
    name="draw",
    label={"fr": "Un tirage au sort", "en": "A draw"},
    consequence={
        "fr": "Le sort désigne les gagnants parmi les personnes qui remplissent la condition. Chacun peut refaire le calcul du tirage.",
        "en": "Chance chooses the winners among the people who meet the condition. Anyone can compute the draw again.",
    },
    count_tickets=_count_tickets,
)
