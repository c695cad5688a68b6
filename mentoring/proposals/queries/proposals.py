"""Reads of proposals, each as the person who was asked may see it; what the other one did is in none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, or_, select, text
from sqlalchemy.orm import aliased

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import Localised, is_one_of, session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.kernel.schema import JsonObject
from app.people.models import Person, Site
from mentoring.matching.settings import Term
from mentoring.pairs.models import Pair
from mentoring.proposals.daily_run import last_beat, next_beat
from mentoring.proposals.lifecycle import OUT, Answer, State
from mentoring.proposals.models import Proposal, Unmatched
from mentoring.rounds.models import MentoringSkill, Round
from mentoring.volunteers.models import Volunteer

_ZONE = text(
    """
    select p.time_zone from mentoring_volunteer v join member p on p.id = v.person_id
    where v.round_id = :round_id group by p.time_zone order by count(*) desc, p.time_zone limit 1
    """
)
_IS_ASKED = text(
    """
    select exists (select 1 from mentoring_proposal where senior_id = :person_id and state in ('senior-asked', 'junior-asked', 'ending'))
        or exists (select 1 from mentoring_proposal where junior_id = :person_id and state = 'junior-asked')
    """
)


class NoSuchProposal(NotFound):
    """There is no such proposal for this person, or it is no more."""


class Stage(StrEnum):
    """Where a proposal stands in the eyes of one of the two."""

    ASKED = "asked"
    DECLINED = "declined"
    WAITING = "waiting"
    PAIRED = "paired"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A proposal as one of the two sees it. `beat_at`: until when their own no is undone; None where they said none."""

    id: int
    side: str
    stage: Stage
    other: Person
    site: str
    told: JsonObject
    due_at: datetime
    beat_at: datetime | None
    round: Round


def zone_of(round_id: int) -> str:
    """Where most people of a round work."""
    return session().scalar(_ZONE, {"round_id": round_id}) or "Europe/Paris"


def last_beat_of(round_id: int) -> datetime:
    """The latest beat of a round that has come."""
    return last_beat(clock.now(), zone_of(round_id), current_settings().working_hours)


def next_beat_of(round_id: int) -> datetime:
    """The first beat of a round that has not come."""
    return next_beat(clock.now(), zone_of(round_id), current_settings().working_hours)


def theirs(person_id: int) -> ColumnElement[bool]:
    """Whether a Proposal is one that this person may see: a senior from the first day, a junior from the senior's yes."""
    as_senior = and_(Proposal.senior_id == person_id, Proposal.state.in_([*OUT, State.ACCEPTED]))
    as_junior = and_(Proposal.junior_id == person_id, Proposal.state.in_([State.JUNIOR_ASKED, State.ACCEPTED]))
    own_end = and_(Proposal.answer == Answer.GONE, asks(person_id))
    return and_(or_(as_senior, as_junior), func.coalesce(~own_end, True))


def asks(person_id: int) -> ColumnElement[bool]:
    """Whether a Proposal waits for this person's word."""
    senior = and_(Proposal.state == State.SENIOR_ASKED, Proposal.senior_id == person_id)
    return or_(senior, and_(Proposal.state == State.JUNIOR_ASKED, Proposal.junior_id == person_id))


def _no_such_proposal() -> NoSuchProposal:
    return NoSuchProposal("There is no such proposal for you, or it is no more.")


OWN_PROPOSALS = OwnRows(Proposal, belongs_to=theirs, missing=_no_such_proposal)
ANSWERED_PROPOSALS = OwnRows(
    Proposal,
    belongs_to=lambda person_id: or_(theirs(person_id), asks(person_id)),
    missing=_no_such_proposal,
)
"""Also the proposals that ended while this person answered: the second of two clicks reads the same again."""


def is_settled(round_id: int, person_id: int) -> bool:
    """Whether a person is in a proposal that they may see, or in a pair, of this round: then they stay on their side.

    A junior about whom a senior is asked does not find that out here; if they change sides, that proposal ends with the next beat.
    """
    mine = select(Proposal.id).where(Proposal.round_id == round_id, theirs(person_id))
    paired = select(Pair.id).where(Pair.round_id == round_id)
    ours = paired.where(or_(Pair.senior_id == person_id, Pair.junior_id == person_id))
    return session().scalar(select(mine.exists() | ours.exists())) or False


def get_seen(person_id: int, proposal_id: int) -> Seen:
    """One proposal as this person sees it; NoSuchProposal for everybody else, and when it is over."""
    found = _list_seen(person_id, Proposal.id == proposal_id)
    if not found:
        raise _no_such_proposal()
    return found[0]


def card_for(person_id: int) -> Sequence[Seen] | None:
    """What a person is asked or waits for, the oldest first; None when there is nothing to show, which is known in one short look."""
    if not session().scalar(_IS_ASKED, {"person_id": person_id}):
        return None
    return _list_seen(person_id, Proposal.state != State.ACCEPTED) or None


def _list_seen(person_id: int, which: ColumnElement[bool]) -> list[Seen]:
    other = aliased(Person)
    other_id = case((Proposal.senior_id == person_id, Proposal.junior_id), else_=Proposal.senior_id)
    seen = (
        select(Proposal, other, Site.name, Round).join(other, other.id == other_id).join(Site, Site.id == other.site_id)
    )
    seen = seen.join(Round, Round.id == Proposal.round_id).where(theirs(person_id), which).order_by(Proposal.id)
    return [
        Seen(
            id=proposal.id,
            side="senior" if proposal.senior_id == person_id else "junior",
            stage=_stage(person_id, proposal),
            other=colleague,
            site=site,
            told=proposal.told,
            due_at=proposal.answer_due_at or clock.now(),
            beat_at=next_beat_of(round_.id) if _stage(person_id, proposal) is Stage.DECLINED else None,
            round=round_,
        )
        for proposal, colleague, site, round_ in session().execute(seen)
    ]


def _stage(person_id: int, proposal: Proposal) -> Stage:
    if proposal.state == State.ACCEPTED:
        return Stage.PAIRED
    asked_id = proposal.senior_id if proposal.state == State.SENIOR_ASKED else proposal.junior_id
    if asked_id != person_id:
        return Stage.WAITING
    return Stage.ASKED if proposal.answer is None else Stage.DECLINED


@dataclass(frozen=True)
class Left:
    """A round in which nobody was found for a senior, why, and what the skills of these reasons are called."""

    round: Round
    reasons: Sequence[JsonObject]
    names: Mapping[str, Localised]


def left_for(person_id: int) -> Sequence[Left] | None:
    """Where a person is left as a senior, once proposals are out; None for everybody else, and for every junior."""
    mine = select(Round, Unmatched.told).join(Unmatched, Unmatched.round_id == Round.id)
    mine = mine.join(
        Volunteer, and_(Volunteer.round_id == Unmatched.round_id, Volunteer.person_id == Unmatched.person_id)
    )
    mine = mine.where(Unmatched.person_id == person_id, Volunteer.side == "senior", Volunteer.state == "open")
    rows = session().execute(mine.where(Round.state.in_(["proposing", "running"])).order_by(Round.id)).all()
    left = [(round_, told["reasons"]) for round_, told in rows if told]
    names = skill_names([one["skill"] for _, reasons in left for one in reasons if one["code"] == "skill"])
    return [Left(round_, reasons, names) for round_, reasons in left] or None


def skill_names(slugs: Sequence[str]) -> dict[str, Localised]:
    """What skills are called, in two languages."""
    rows = session().execute(select(MentoringSkill.slug, MentoringSkill.name).where(MentoringSkill.slug.in_(slugs)))
    return {row.slug: row.name for row in rows}


def locked_proposals(proposal_ids: Sequence[int]) -> Sequence[Proposal]:
    """These proposals in order, held until the transaction ends, as they are at this moment."""
    held = select(Proposal).where(is_one_of(Proposal.id, proposal_ids)).order_by(Proposal.id).with_for_update()
    return session().scalars(held.execution_options(populate_existing=True)).all()


def list_ids(round_id: int, states: Sequence[str]) -> Sequence[int]:
    """The proposals of a round in these states."""
    mine = select(Proposal.id).where(Proposal.round_id == round_id, Proposal.state.in_(list(states)))
    return session().scalars(mine.order_by(Proposal.id)).all()


def peek(proposal_ids: Sequence[int]) -> Sequence[Proposal]:
    """These proposals in order, before anybody holds them."""
    seen = select(Proposal).where(is_one_of(Proposal.id, proposal_ids)).order_by(Proposal.id)
    return session().scalars(seen).all()


def skills_in(told: JsonObject) -> list[str]:
    """The skills that an explanation names."""
    parts = [*told["reasons"], *([told["gap"]] if told["gap"] else [])]
    return [slug for part in parts if part["term"] == Term.SKILLS.value for slug in (*part["given"], *part["missing"])]
