"""Reads of joining: a contest that may not close meanwhile, and whoever wants to join it."""

from __future__ import annotations

import orjson
from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.messages import ErrorMessage
from missions.contests.joining.checks import Candidate, find_obstacle
from missions.contests.joining.statements import CANDIDATE
from missions.contests.models import Contest
from missions.contests.queries import exclude_organisers, get_listed_contest, get_terms
from missions.contests.states import JOINABLE
from missions.contests.terms import ContestTerms, find_sort_of_place


def get_contest_to_join(slug: str) -> Contest:
    """A listed contest that neither closes nor changes until the transaction ends; others may join it meanwhile."""
    shared = select(Contest).where(Contest.id == get_listed_contest(slug).id).with_for_update(read=True)
    return session().scalars(shared.execution_options(populate_existing=True)).one()


def find_joining_obstacle(contest: Contest, person_id: int) -> ErrorMessage | None:
    """Why this person may not join a published contest now, in words; None when they may."""
    terms = exclude_organisers(get_terms(contest))
    return find_obstacle(terms, load_candidate(terms, person_id), is_joinable=is_joinable(contest))


def is_joinable(contest: Contest) -> bool:
    """Whether a contest may be joined: it is published or open, and its last second is not over, also where the clock is late."""
    return contest.state in JOINABLE and contest.closes_at is not None and clock.now() < contest.closes_at


def load_candidate(terms: ContestTerms, person_id: int) -> Candidate:
    """The person as the terms of a contest see them today."""
    sort = find_sort_of_place(terms)
    parameters = {
        "person_id": person_id,
        "sort": sort and sort.value,
        "audience": orjson.dumps(terms.audience).decode(),
    }
    return Candidate(*session().execute(text(CANDIDATE), parameters).one())
