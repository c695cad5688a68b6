"""Says, from the independent count alone, what the product must show after the real run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tests import collegemsg
from tests.independent_count import Count, Newcomer

APPEARS_EVERY = 5
"""One person out of so many chooses to appear on boards."""

Outcome = dict[str, object]


def foreseen(expected: Count, ids: dict[int, int]) -> Outcome:
    """What the plain count expects, by the names that `outcome` of the real run uses."""
    totals = foresee_totals(expected, ids)
    return totals | {"board of units": _order_of_units(expected.people, Counter(totals["units"]))}  # type: ignore[call-overload]  # points by unit


def foresee_totals(expected: Count, ids: dict[int, int]) -> Outcome:
    """The same without the board of units, which small streams do not fill."""
    people = expected.people
    points = {person: newcomer.points for person, newcomer in people.items() if newcomer.points}
    awards = {person: newcomer.badge_at for person, newcomer in people.items() if newcomer.badge_at}
    completions = {(person, slug): at for person, newcomer in people.items() for slug, at in newcomer.completed.items()}
    together: Counter[str] = Counter()
    for person, earned in points.items():
        together[collegemsg.unit_of(person)] += earned
    return {
        "facts": {"post.created": expected.posts, "answer.created": expected.answers},
        "announcements": {"mission.completed": len(completions), "badge.awarded": len(awards)},
        "completions": completions,
        "ledger": points,
        "balances": points,
        "units": dict(together),
        "awards": awards,
        "board of people": _order_of_people(people, ids),
        "deliveries": {"delivered": len(awards)},
    }


def _order_of_people(people: dict[int, Newcomer], ids: dict[int, int]) -> list[tuple[int, int, float]]:
    """Higher points first, then who had them first; equal points share a rank."""
    shown = {person: newcomer for person, newcomer in people.items() if newcomer.points and person % APPEARS_EVERY == 0}
    ordered = sorted(
        shown, key=lambda person: (-shown[person].points, max(shown[person].completed.values()), ids[person])
    )
    return [
        (_rank(shown[person].points, [other.points for other in shown.values()]), person, shown[person].points)
        for person in ordered
    ]


def _order_of_units(people: dict[int, Newcomer], together: Counter[str]) -> list[tuple[int, str, float]]:
    """By points rounded down to fifty; small units shrink to the mean; those with equal scores share a rank, by name."""
    heads = Counter(collegemsg.unit_of(person) for person in people)
    earners = Counter(collegemsg.unit_of(person) for person, newcomer in people.items() if newcomer.points)
    assert min(heads.values()) >= 20, "Every unit of this stream is large enough to be named."
    assert min(earners.values()) >= 10, "In every unit enough people earned points."
    rounded = {unit: together[unit] // 50 * 50 for unit in heads}
    mean = sum(rounded.values()) / len(people)
    scores = {unit: round((rounded[unit] + 10 * mean) / (heads[unit] + 10), 2) for unit in heads}
    ordered = sorted(scores, key=lambda unit: (-scores[unit], unit))
    return [(_rank(scores[unit], scores.values()), unit, scores[unit]) for unit in ordered]


def _rank(score: float, scores: Iterable[float]) -> int:
    return 1 + sum(other > score for other in scores)
