"""The mode `ideas`: a jury marks ideas without knowing each other's marks, and its mean decides."""

from __future__ import annotations

from collections.abc import Sequence

from missions.contests.mode import ClosedContest, ContestMode, Place
from missions.contests.places import number_places, sort_entries
from missions.contests.terms import ContestTerms


def _count_tickets(_terms: ContestTerms, _score: int) -> int:
    return 1


def _rank_ideas(contest: ClosedContest) -> Sequence[Place]:
    """Every entry that has a verdict and is not excluded: by the jury's mean, then by who sent theirs first."""
    verdicts = {verdict.pseudonym: verdict for verdict in contest.verdicts}
    eligible = [(entry, verdicts.get(entry.pseudonym)) for entry in contest.entries if entry.exclusion is None]
    judged = [entry._replace(score=verdict.mean, reached_at=verdict.sent_at) for entry, verdict in eligible if verdict]
    return number_places(entry.pseudonym for entry in sort_entries(judged, contest.seed))


mode = ContestMode(
    name="ideas",
    label={"fr": "Des idées et un jury", "en": "Ideas and a jury"},
    consequence={
        "fr": "Chacun propose une idée, un jury les note, et la moyenne des notes décide. Les membres du jury ne peuvent rien gagner.",
        "en": "People propose ideas, a jury marks them, and the mean of the marks decides. Members of the jury can win nothing.",
    },
    has_jury=True,
    count_tickets=_count_tickets,
    rank=_rank_ideas,
)
