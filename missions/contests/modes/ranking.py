"""The mode `ranking`: the prizes go to the best scores of those who joined, for a month at most."""

from __future__ import annotations

from collections.abc import Sequence

from missions.contests.mode import ClosedContest, ContestMode, Place
from missions.contests.places import number_places, sort_entries
from missions.contests.terms import ContestTerms


def _count_tickets(_terms: ContestTerms, score: int) -> int:
    return int(score > 0)


def _rank_entries(contest: ClosedContest) -> Sequence[Place]:
    """Every entry that scored and is not excluded."""
    eligible = [entry for entry in contest.entries if entry.exclusion is None and entry.score > 0]
    return number_places(entry.pseudonym for entry in sort_entries(eligible, contest.seed))


mode = ContestMode(
    name="ranking",
    label={"fr": "Un classement individuel", "en": "An individual ranking"},
    consequence={
        "fr": "Les lots vont aux meilleurs scores. Trente jours au plus ; seuls les trois premiers et sa propre place se voient.",
        "en": "The prizes go to the best scores. Thirty days at most; only the first three and one’s own place are shown.",
    },
    max_days=30,
    count_tickets=_count_tickets,
    rank=_rank_entries,
)
