"""The mode `collective`: each group on its own goal, so much for each head; whoever reached it has won."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from missions.contests.mode import ClosedContest, ContestMode, GroupOutcome, Place
from missions.contests.places import compute_tie_number, number_places
from missions.contests.terms import ContestTerms, Receiver


def _count_tickets(_terms: ContestTerms, _score: int) -> int:
    return 1


def _rank_groups_that_reached_goal(contest: ClosedContest) -> Sequence[Place]:
    """The groups that reached their goal: first those furthest beyond it, then those of whom most took part, by head."""
    goal = contest.terms.goal or 0
    reached = [group for group in contest.groups if group.heads and group.score >= goal * group.heads]
    reached.sort(key=lambda group: (*_order_by_head(group), compute_tie_number(contest.seed, group.key)))
    return number_places(group.key for group in reached)


def _order_by_head(group: GroupOutcome) -> tuple[Fraction, Fraction]:
    return -Fraction(group.score, group.heads), -Fraction(group.scorers, group.heads)


mode = ContestMode(
    name="collective",
    label={"fr": "Un objectif commun", "en": "A common goal"},
    consequence={
        "fr": "Chaque groupe a son propre objectif, calculé par personne : un petit groupe a les mêmes chances qu’un grand. Personne n’est classé.",
        "en": "Each group has a goal of its own, so much for each person: a small group has the same chances as a large one. Nobody is ranked.",
    },
    receivers=frozenset({Receiver.GROUP, Receiver.EACH_PARTICIPANT}),
    is_won_by_groups=True,
    needs_goal=True,
    count_tickets=_count_tickets,
    rank=_rank_groups_that_reached_goal,
)
