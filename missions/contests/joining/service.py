"""Join a contest once, leave it at any time without a trace."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.queries import get_person
from app.people.service.participation import ensure_and_lock_choices
from missions.contests.joining import queries
from missions.contests.joining.checks import Candidate, find_obstacle
from missions.contests.joining.statements import REMOVE_LEAVERS
from missions.contests.models import Contest, ContestParticipant
from missions.contests.naming.service import forget_naming_in_contest, forget_namings_of_leavers
from missions.contests.queries import exclude_organisers, get_listed_contest, get_terms
from missions.contests.standings.service.count import count_participants
from missions.contests.standings.service.freeze import forget_person_of_entry


class CannotJoinContest(Conflict):
    """Something keeps this person from joining; the message says what, in words for them."""


def join_contest(slug: str, person_id: int, *, is_named: bool = False) -> None:
    """Take part in a contest, with what one did since its opening; the group is that of today, to the end.

    Again, it changes only whether one stands under one's name. CannotJoinContest says what stands in the way.
    """
    contest = queries.get_contest_to_join(slug)
    ensure_and_lock_choices(get_person(person_id))
    terms = exclude_organisers(get_terms(contest))
    candidate = queries.load_candidate(terms, person_id)
    obstacle = find_obstacle(terms, candidate, is_joinable=queries.is_joinable(contest))
    if obstacle is not None:
        raise CannotJoinContest(obstacle)
    if _store_participant(contest, candidate, is_named=is_named):
        count_participants(contest.id, [person_id])


def leave_contest(slug: str, person_id: int) -> None:
    """Take part no more; nothing says that this person did. A result that is already frozen stays, without them."""
    contest = get_listed_contest(slug)
    own = (ContestParticipant.contest_id == contest.id, ContestParticipant.person_id == person_id)
    session().execute(delete(ContestParticipant).where(*own))
    forget_person_of_entry(contest.id, person_id)
    forget_naming_in_contest(contest.id, person_id)


def remove_leavers(fact_ids: Sequence[int]) -> None:
    """Take out of every contest, and out of the names of winners, whoever, by these facts, left the company or the game. Idempotent."""
    session().execute(text(REMOVE_LEAVERS), {"batch": list(fact_ids)})
    forget_namings_of_leavers(fact_ids)


def _store_participant(contest: Contest, candidate: Candidate, *, is_named: bool) -> bool:
    """Whether the person is new to the contest."""
    place = {"group_key": candidate.group_key, "unit_id": candidate.unit_id, "site_id": candidate.site_id}
    key = {"contest_id": contest.id, "person_id": candidate.person_id}
    row = insert(ContestParticipant).values(**key, **place, is_named=is_named, joined_at=clock.now())
    again = row.on_conflict_do_update(index_elements=list(key), set_={"is_named": is_named})
    earlier = session().get(ContestParticipant, tuple(key.values()))
    session().execute(again)
    return earlier is None
