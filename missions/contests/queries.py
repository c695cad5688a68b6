"""Reads of contests that every room shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import select

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.models import Member, PersonRole
from app.people.roles import HR
from missions.contests.models import Contest, ContestParticipant
from missions.contests.states import LISTED
from missions.contests.terms import ContestTerms, decode_terms


class NoSuchContest(NotFound):
    """No contest of that name may be read here."""


def get_contest(slug: str) -> Contest:
    """The contest of that slug, also a draft; NoSuchContest for none. For HR."""
    contest = session().scalar(select(Contest).where(Contest.slug == slug))
    if contest is None:
        raise NoSuchContest("There is no contest of that name.")
    return contest


def get_listed_contest(slug: str) -> Contest:
    """The contest of that slug, once it is published; NoSuchContest otherwise. For everybody."""
    contest = get_contest(slug)
    if contest.state not in LISTED:
        raise NoSuchContest("There is no contest of that name.")
    return contest


def get_terms(contest: Contest) -> ContestTerms:
    """The terms of a contest that is published: those of the newest version of its regulation."""
    assert contest.terms is not None, "A published contest has terms."
    return decode_terms(contest.terms)


def list_organiser_ids() -> Sequence[int]:
    """Everybody in HR: contests belong to the role, so whoever leaves is replaced without a word."""
    people = select(PersonRole.person_id).join(Member, Member.id == PersonRole.person_id)
    return session().scalars(people.where(PersonRole.role == HR, Member.is_here).order_by(PersonRole.person_id)).all()


def exclude_organisers(terms: ContestTerms) -> ContestTerms:
    """The terms with everybody in HR among the excluded: who may write, cancel and judge objections plays and wins nothing."""
    return replace(terms, excluded_ids=(*terms.excluded_ids, *list_organiser_ids()))


def lock_contest(contest_id: int) -> Contest:
    """The contest, locked until the transaction ends, with the values of this moment."""
    locked = select(Contest).where(Contest.id == contest_id).with_for_update()
    return session().scalars(locked.execution_options(populate_existing=True)).one()


def list_contests() -> Sequence[Contest]:
    """Every contest, the newest first. For HR."""
    return session().scalars(select(Contest).order_by(Contest.id.desc())).all()


def count_contests_by_state() -> dict[str, int]:
    """How many contests are in each state that has one. For HR."""
    return Counter(session().scalars(select(Contest.state)))


def find_participation(contest_id: int, person_id: int) -> ContestParticipant | None:
    """How this person takes part; None for whoever does not."""
    return session().get(ContestParticipant, (contest_id, person_id))


def list_contest_titles_to_choose() -> dict[str, dict[str, str]]:
    """What each contest that was published is called, the newest first: what a form offers."""
    titled = select(Contest.slug, Contest.terms["title"].label("title")).where(Contest.terms.is_not(None))
    return {row.slug: row.title for row in session().execute(titled.order_by(Contest.id.desc()))}


def list_contest_titles_by_slug(slugs: Collection[str]) -> dict[str, dict[str, str]]:
    """What these contests are called; drafts have no title yet."""
    titled = select(Contest.slug, Contest.terms["title"].label("title"))
    rows = session().execute(titled.where(Contest.terms.is_not(None), Contest.slug.in_(slugs)))
    return {row.slug: row.title for row in rows}
