"""Reads of questions: the communities of an ambassador, what waits there, and figures about their last weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, RowMapping, select, text

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import Figure, get_counted_weeks, get_gate
from app.kernel.errors import NotFound
from app.kernel.lease import LeaseQueue
from app.people.groups.queries import read_group_names_by_slug
from app.people.models import Region
from app.people.queries import load_workplaces_by_person
from badges.ambassadors.queries import list_animator_ids
from badges.ambassadors.questions import statements
from badges.ambassadors.questions.models import QuestionTurn
from badges.ambassadors.questions.timing import LISTED_AFTER, LISTED_FOR, compute_wait

_COMMUNITIES, _WAITING, _WEEKS = text(statements.COMMUNITIES), text(statements.WAITING), text(statements.WEEKS)

ANSWERED_WITHIN = timedelta(weeks=13)
"""How recently somebody answered in a community that they did not join, for it to be one of theirs."""
MOST_COMMUNITIES = 20
MOST_READ, MOST_LISTED = 200, 20

TURNS = LeaseQueue(
    model=QuestionTurn,
    item_id=QuestionTurn.fact_id,
    author_id=QuestionTurn.asker_id,
    state=QuestionTurn.state,
    taken_by=QuestionTurn.taken_by,
    taken_until=QuestionTurn.taken_until,
    lease_for=timedelta(hours=2),
)
"""Questions are shared out among ambassadors; each keeps what they took for two hours."""


class NoSuchQuestion(NotFound):
    """This question does not wait in the communities of this ambassador."""


@dataclass(frozen=True, kw_only=True)
class WaitingQuestion:
    """What waits for an answer, without who asked; `address` is its page on the network, where its id is one."""

    fact_id: int
    asker_id: int
    community: str
    asked_at: datetime
    address: str | None
    is_question: bool
    taken_by: int | None
    taken_until: datetime | None

    def is_free(self, now: datetime) -> bool:
        """Whether nobody has it at this moment."""
        return self.taken_until is None or self.taken_until <= now


@dataclass(frozen=True, kw_only=True)
class QueueFilter:
    """One community, by the id that the network gives it, and one region of whoever asks, by its slug; empty for all."""

    community: str = ""
    region: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionQueue:
    """What an ambassador may take, and what they have taken; `are_posts` where the network says of no post that it is a question.

    `communities` and `regions` are those that may be chosen, `chosen` those that are.
    """

    communities: Sequence[str]
    regions: Mapping[str, str]
    chosen: QueueFilter
    waiting: Sequence[WaitingQuestion]
    taken: Sequence[WaitingQuestion]
    are_posts: bool
    is_longer: bool


@dataclass(frozen=True, kw_only=True)
class CommunityWeek:
    """A week of a community, in figures of the gate."""

    week: date
    writers: Figure
    questions: Figure
    answered: Figure


ALL = QueueFilter()


def list_communities(person_id: int) -> Sequence[str]:
    """The communities of a person, by the ids that the network gives them."""
    parameters = {"person_id": person_id, "since": clock.now() - ANSWERED_WITHIN, "most": MOST_COMMUNITIES}
    return session().scalars(_COMMUNITIES, parameters).all()


def read_queue(person_id: int, wanted: QueueFilter = ALL) -> QuestionQueue:
    """What waits in the communities of a person, the oldest first; never their own, nor what another ambassador has.

    A filter that names no community of theirs, or no region, filters nothing. An animator may name any community.
    """
    now, regions = clock.now(), read_group_names_by_slug(Region)
    communities = list_communities_to_see_to(person_id, wanted.community)
    chosen = QueueFilter(
        community=wanted.community if wanted.community in communities else "",
        region=wanted.region if wanted.region in regions else "",
    )
    waiting = _list_waiting(person_id, [chosen.community] if chosen.community else communities, now, chosen.region)
    free = [each for each in waiting if each.is_free(now)]
    return QuestionQueue(
        communities=communities,
        regions=regions,
        chosen=chosen,
        waiting=free[:MOST_LISTED],
        is_longer=len(free) > MOST_LISTED,
        taken=[each for each in waiting if each.taken_by == person_id and not each.is_free(now)],
        are_posts=not any(each.is_question for each in waiting),
    )


def list_communities_to_see_to(person_id: int, named: str | None) -> Sequence[str]:
    """The communities of a person; with the role of animators also one that is named, where something was written."""
    own = list_communities(person_id)
    if not named or named in own or person_id not in list_animator_ids():
        return own
    written = select(Fact.id).where(Fact.community == named, Fact.kind == "post.created").limit(1)
    return [*own, named] if session().scalar(written) else own


def get_question(person_id: int, fact_id: int) -> WaitingQuestion:
    """A question that waits for this person or another ambassador of its community; NoSuchQuestion otherwise."""
    community = session().scalar(select(Fact.community).where(Fact.id == fact_id))
    listed = _list_waiting(person_id, list_communities_to_see_to(person_id, community), clock.now())
    for question in listed:
        if question.fact_id == fact_id:
            return question
    raise NoSuchQuestion("This question does not wait in one of your communities, or no longer.")


def list_weeks(person_id: int) -> Mapping[str, Sequence[CommunityWeek]]:
    """The last whole weeks of each community of a person, the latest first."""
    since, until = get_counted_weeks(clock.now())
    parameters = {"communities": list(list_communities(person_id)), "since": since, "until": until}
    rows = session().execute(_WEEKS, parameters).mappings()
    return {name: [_show_week(row) for row in weeks] for name, weeks in groupby(rows, itemgetter("community"))}


def list_old_turns() -> Sequence[int]:
    """The questions that are listed no more, and that somebody took."""
    return session().scalars(select(QuestionTurn.fact_id).where(old_turn_condition()).limit(MOST_READ)).all()


def old_turn_condition() -> ColumnElement[bool]:
    """That a question is too old to be listed."""
    return QuestionTurn.asked_at <= clock.now() - LISTED_FOR


def _list_waiting(person_id: int, communities: Sequence[str], now: datetime, region: str = "") -> list[WaitingQuestion]:
    window = {"since": now - LISTED_FOR, "until": now - LISTED_AFTER, "most": MOST_READ}
    parameters = {"person_id": person_id, "communities": list(communities), "region": region, **window}
    waiting = [_build_question(row) for row in session().execute(_WAITING, parameters).mappings()]
    places = load_workplaces_by_person({each.asker_id for each in waiting})
    return [each for each in waiting if compute_wait(places[each.asker_id], each.asked_at, now) >= LISTED_AFTER]


def _build_question(row: RowMapping) -> WaitingQuestion:
    address = row["object"] if row["object"].startswith(("https://", "http://")) else None
    return WaitingQuestion(**{name: value for name, value in row.items() if name != "object"}, address=address)


def _show_week(row: RowMapping) -> CommunityWeek:
    gate, writers = get_gate(), row["writers"]
    return CommunityWeek(
        week=row["week"],
        writers=gate.show_people(writers),
        questions=gate.show_amount(row["questions"], writers),
        answered=gate.show_amount(row["answered"], writers),
    )
