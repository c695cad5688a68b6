"""Freezes the heads of the groups of a contest when it opens."""

from __future__ import annotations

from sqlalchemy import insert

from app.kernel.database import session
from app.kernel.disclosure import get_gate
from missions.contests.models import Contest
from missions.contests.queries import get_terms
from missions.contests.standings.groups import queries
from missions.contests.standings.groups.parts import add_up_places
from missions.contests.standings.models import ContestHead
from missions.contests.terms import ContestTerms, GroupSort, find_sort_of_place


def freeze_heads(contest: Contest) -> None:
    """Keep how many people each group of the contest has at this moment: its opening. Again, it changes nothing."""
    terms = get_terms(contest)
    if queries.has_heads(contest.id):
        return
    rows = _list_rows_of_heads(contest, terms)
    if rows:
        session().execute(insert(ContestHead), [{"contest_id": contest.id} | row for row in rows])


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
