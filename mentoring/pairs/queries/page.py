"""Reads what the page of a pair shows to one of the two, and the cards that lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from mentoring.pairs.agenda import Session, agenda, following
from mentoring.pairs.answers import Moment, open_questions
from mentoring.pairs.guide import Words, guides
from mentoring.pairs.models import Feedback, MentoringSession, Pair
from mentoring.pairs.queries.meetings import list_meetings, meetings_of, next_shared_starts, time_given
from mentoring.pairs.queries.members import (
    PairMember,
    Together,
    get_pair,
    hopes,
    list_pairs_under_way,
    together,
    together_of,
)

OFFERED = 3
"""Dates that are offered as buttons."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A pair as one of the two sees it: `said` is what they answered, `thanks` the word that the other left them."""

    both: Together
    me: PairMember
    plan: tuple[Session, ...]
    said: Mapping[str, Feedback]
    thanks: str
    hopes: Mapping[int, str]
    given: timedelta

    @property
    def pair(self) -> Pair:
        """The pair itself."""
        return self.both.pair

    @property
    def other(self) -> PairMember:
        """The one whom this person meets."""
        return self.both.other(self.me.id)

    @property
    def is_senior(self) -> bool:
        """Whether this person learns, rather than teaches."""
        return self.both.is_senior(self.me.id)

    @property
    def is_going_on(self) -> bool:
        """Whether anything can still be changed."""
        return self.pair.state == "active"

    @property
    def held(self) -> int:
        """How many sessions were held."""
        return sum(one.is_held for one in self.plan)

    @property
    def is_at_its_end(self) -> bool:
        """Whether all sessions were held and the pair may close."""
        return self.is_going_on and self.held >= self.pair.sessions

    @property
    def may_thank(self) -> bool:
        """Whether this person may still say a last word."""
        is_open = self.is_at_its_end or self.pair.state == "completed"
        return is_open and Moment.END.value not in self.said

    @property
    def following(self) -> Session | None:
        """The next session."""
        return following(self.plan)

    @property
    def questions(self) -> tuple[Moment, ...]:
        """What this person may answer and has not yet; a third question takes the place of the first."""
        if not self.is_going_on:
            return ()
        asked = open_questions(self.held, is_calm_asked=self.pair.calm_asked_at is not None)
        late = {Moment.FIRST} if Moment.THIRD in asked else set()
        return tuple(moment for moment in asked if moment.value not in self.said and moment not in late)

    @property
    def does_not_fit(self) -> bool:
        """Whether this person said so: they are offered to meet somebody else."""
        last = self.said.get(Moment.THIRD.value) or self.said.get(Moment.FIRST.value)
        return self.is_going_on and last is not None and last.answer == "not-fitting"

    def has_agreed(self, member: PairMember) -> bool:
        """Whether one of the two accepted the agreement."""
        at = self.pair.senior_agreed_at if self.both.is_senior(member.id) else self.pair.junior_agreed_at
        return at is not None


@dataclass(frozen=True, kw_only=True)
class PairCard:
    """What home and the page of mentoring say of one pair; `session` is None once all were held, `about` is its theme."""

    pair_id: int
    other: PairMember
    session: Session | None
    about: Words
    whole: int


def sight_of(person_id: int, pair_id: int) -> Sight:
    """One's own pair; NoSuchPair for everybody else."""
    both = together(get_pair(person_id, pair_id))
    feedback = session().scalars(select(Feedback).where(Feedback.pair_id == pair_id)).all()
    received = [one.thanks for one in feedback if one.person_id != person_id and one.moment == Moment.END.value]
    return Sight(
        both=both,
        me=both.senior if both.is_senior(person_id) else both.junior,
        plan=_plan(both.pair, list_meetings(pair_id)),
        said={one.moment: one for one in feedback if one.person_id == person_id},
        thanks=next(iter(received), ""),
        hopes=hopes(both.pair),
        given=timedelta() if both.is_senior(person_id) else time_given(person_id),
    )


def offered_dates(sight: Sight) -> Sequence[datetime]:
    """The three next dates on which both are free."""
    return next_shared_starts(sight.both, clock.now(), OFFERED) if sight.is_going_on else ()


def card_for(person_id: int) -> tuple[PairCard, ...] | None:
    """The pairs under way of a person, the one that meets soonest first; None for whoever is in none."""
    pairs = list_pairs_under_way(person_id)
    if not pairs:
        return None
    both, meetings = together_of(pairs), meetings_of([pair.id for pair in pairs])
    cards = [_card(both[pair.id], person_id, meetings.get(pair.id, [])) for pair in pairs]
    return tuple(sorted(cards, key=_soonest))


def _card(both: Together, person_id: int, meetings: Iterable[MentoringSession]) -> PairCard:
    session_ = following(_plan(both.pair, meetings))
    return PairCard(
        pair_id=both.pair.id,
        other=both.other(person_id),
        session=session_,
        about=guides()[session_.theme].title if session_ is not None else {},
        whole=both.pair.sessions,
    )


def _soonest(card: PairCard) -> tuple[bool, float, int]:
    at = card.session.starts_at if card.session is not None and card.session.is_planned else None
    return at is None, at.timestamp() if at is not None else 0.0, card.pair_id


def _plan(pair: Pair, meetings: Iterable[MentoringSession]) -> tuple[Session, ...]:
    return agenda([_session(one) for one in meetings], pair.sessions)


def _session(found: MentoringSession) -> Session:
    is_off = found.state == "cancelled"
    return Session(
        number=found.number,
        theme=found.guide,
        state="open" if is_off else found.state,
        starts_at=None if is_off else found.starts_at,
        ends_at=None if is_off else found.ends_at,
        seen=found.sequence,
    )
