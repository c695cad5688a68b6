"""The use cases of ideas: send one, withdraw it, and say that one took it up."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from missions.contests.ideas.models import ContestIdea, IdeaAdoption
from missions.contests.ideas.queries import NoSuchIdea, count_own_ideas, find_own_idea, get_idea_view
from missions.contests.ideas.schemas import IdeaForm
from missions.contests.models import Contest
from missions.contests.queries import find_participation, lock_contest
from missions.contests.states import ContestState

MAX_IDEAS = 5
"""How many ideas of one person may stand in a contest."""


class IdeasNotOpen(Conflict):
    """Ideas are sent and withdrawn while the contest is open, by whoever takes part."""


class TooManyIdeas(Conflict):
    """The person has as many ideas in the contest as one may have."""


class OwnIdea(Conflict):
    """Nobody takes up an idea of their own."""


def send_idea(contest: Contest, person_id: int, form: IdeaForm) -> ContestIdea:
    """Put a valid card into the contest. IdeasNotOpen outside its time or for who does not take part, TooManyIdeas after five."""
    _check_ideas_are_open(contest, person_id)
    if count_own_ideas(contest.id, person_id) >= MAX_IDEAS:
        raise TooManyIdeas("One person sends five ideas at most.")
    sent = ContestIdea(
        contest_id=contest.id,
        author_id=person_id,
        **form.texts,
        minutes=int(form.minutes),
        is_signed=form.is_signed,
        sent_at=clock.now(),
    )
    session().add(sent)
    session().flush()
    return sent


def withdraw_idea(contest: Contest, idea_id: int, person_id: int) -> None:
    """Take an idea back; NoSuchIdea for any other than one's own, and the second time."""
    _check_ideas_are_open(contest, person_id)
    idea = find_own_idea(contest.id, idea_id, person_id)
    if idea is None:
        raise NoSuchIdea("There is no such idea of yours.")
    idea.withdrawn_at = clock.now()


def adopt_idea(contest: Contest, idea_id: int, person_id: int) -> None:
    """Say that one took an idea up; the second time changes nothing. OwnIdea for the author."""
    if get_idea_view(contest.id, idea_id, person_id).is_own:
        raise OwnIdea("Nobody takes up an idea of their own.")
    row = {"idea_id": idea_id, "person_id": person_id, "adopted_at": clock.now()}
    session().execute(insert(IdeaAdoption).values(row).on_conflict_do_nothing())


def drop_adoption(contest: Contest, idea_id: int, person_id: int) -> None:
    """Take that back; idempotent."""
    get_idea_view(contest.id, idea_id, person_id)
    own = delete(IdeaAdoption).where(IdeaAdoption.idea_id == idea_id, IdeaAdoption.person_id == person_id)
    session().execute(own)


def _check_ideas_are_open(contest: Contest, person_id: int) -> None:
    """Locks the contest: a card is sent before it closes, or not at all. Cards of one person take turns here."""
    locked = lock_contest(contest.id)
    is_in_time = locked.state == ContestState.OPEN and locked.closes_at is not None and clock.now() < locked.closes_at
    if not is_in_time or find_participation(contest.id, person_id) is None:
        raise IdeasNotOpen("Ideas are sent by participants while the contest is open.")
