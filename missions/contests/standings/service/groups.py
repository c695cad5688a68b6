"""Freezes the heads of the groups of a contest when it opens, and publishes how far they are."""

from __future__ import annotations

from sqlalchemy import delete, insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import get_gate
from app.leaderboards.periods import next_publication_at
from missions.contests.models import Contest
from missions.contests.standings.groups import queries
from missions.contests.standings.groups.parts import add_up_places
from missions.contests.standings.models import ContestFigure, ContestHead
from missions.contests.terms import ContestTerms, GroupSort, decode_terms, find_sort_of_place


def freeze_heads(contest: Contest) -> None:
    """Keep how many people each group of the contest has at this moment: its opening. Again, it changes nothing."""
    terms = decode_terms(contest.terms or {})
    if queries.has_heads(contest.id):
        return
    rows = _list_rows_of_heads(contest, terms)
    if rows:
        session().execute(insert(ContestHead), [{"contest_id": contest.id} | row for row in rows])


def publish_due_group_figures(every: int) -> None:
    """Publish the figures of each contest under way whose time has come: at each multiple of so many minutes, as boards are."""
    for contest in queries.list_contests_with_figures():
        last = queries.find_last_publication(contest.id)
        due_at = None if last is None else next_publication_at(last, every)
        if due_at is None or due_at <= clock.now():
            publish_group_figures(contest)


def publish_group_figures(contest: Contest) -> None:
    """Publish the figures of the groups of a contest that is under way, in place of the last ones, through the gate."""
    terms = decode_terms(contest.terms or {})
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


def _list_rows_of_heads(contest: Contest, terms: ContestTerms) -> list[dict[str, object]]:
    gate = get_gate()
    if terms.group_sort == GroupSort.COMMUNITY:
        return [
            {
                "group_key": key,
                "heads": heads,
                "unit_id": None,
                "site_id": None,
                "shown_key": key if gate.can_show_sum(heads) else None,
            }
            for key, heads in queries.list_community_heads(terms).items()
        ]
    if find_sort_of_place(terms) is None:
        return []
    return [vars(place) for place in add_up_places(queries.list_company_parts(contest, terms), gate)]
