"""Publishes how far the groups of contests are, and rankings: each person's own score is always current, places follow within a minute."""

from __future__ import annotations

from sqlalchemy import delete, insert, text

from app.kernel import clock
from app.kernel.database import session
from app.leaderboards.periods import next_publication_at
from missions.contests.models import Contest
from missions.contests.queries import get_terms
from missions.contests.standings.groups import queries
from missions.contests.standings.models import ContestFigure
from missions.contests.standings.ranking.queries import list_contest_ids_to_rank
from missions.contests.standings.ranking.statements import PUBLISH_RANKING
from missions.contests.terms import find_sort_of_place


def publish_due_group_figures(every: int) -> None:
    """Publish the figures of each contest under way whose time has come: at each multiple of so many minutes, as boards are."""
    for contest in queries.list_contests_with_figures():
        last = queries.find_last_publication(contest.id)
        due_at = None if last is None else next_publication_at(last, every)
        if due_at is None or due_at <= clock.now():
            publish_group_figures(contest)


def publish_group_figures(contest: Contest) -> None:
    """Publish the figures of the groups of a contest that is under way, in place of the last ones, through the gate."""
    terms = get_terms(contest)
    sort = terms.group_sort or find_sort_of_place(terms)
    now = clock.now()
    session().execute(delete(ContestFigure).where(ContestFigure.contest_id == contest.id))
    if sort is None:
        return
    rows = [
        {
            "contest_id": contest.id,
            "key": figure.key,
            "progress": figure.progress.value,
            "participation": figure.participation.value,
            "published_at": now,
        }
        for figure in queries.compute_group_figures(contest.id, sort, terms.goal)
    ]
    if rows:
        session().execute(insert(ContestFigure), rows)


def publish_rankings() -> None:
    """Publish the ranking of every contest of that mode that is under way, in place of the last one."""
    for contest_id in list_contest_ids_to_rank():
        session().execute(text(PUBLISH_RANKING), {"contest_id": contest_id, "now": clock.now()})
