"""What the page of a pair shows to one of its people, and the cards that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.reading import read_value, write_for_driver
from mentoring.pairs.agenda import AgendaSession, build_agenda, find_next_session
from mentoring.pairs.guide import GuideText, list_guides_by_name
from mentoring.pairs.models import Feedback, MentoringSession, Pair, PairLevel
from mentoring.pairs.queries.meetings import (
    list_meetings_by_pair,
    list_meetings_of_pair,
    list_shared_free_starts,
    sum_teaching_time,
)
from mentoring.pairs.queries.members import (
    PairMember,
    PairWithPeople,
    get_own_pair,
    list_active_pairs_of_person,
    load_hopes_of_both_by_person,
    load_pair_with_people,
    load_pairs_with_people,
)
from mentoring.pairs.questions import QuestionMoment, list_open_question_moments
from mentoring.rounds.models import MentoringSkill

_IS_PAIRED = write_for_driver(
    """
    select exists (select from mentoring_pair where senior_id = :person_id and state = 'active')
        or exists (select from mentoring_pair where junior_id = :person_id and state = 'active')
    """
)
OFFERED_DATES = 3
"""How many dates are offered as buttons."""


@dataclass(frozen=True, kw_only=True)
class PairView:
    """A pair as one of its people sees it: their `answers` by question, and the `thanks` that the other person left."""

    both: PairWithPeople
    me: PairMember
    plan: tuple[AgendaSession, ...]
    answers: Mapping[str, Feedback]
    thanks: str
    hopes: Mapping[int, str]
    given: timedelta

    @property
    def pair(self) -> Pair:
        """The pair itself."""
        return self.both.pair

    @property
    def other(self) -> PairMember:
        """The other person of the pair."""
        return self.both.other(self.me.id)

    @property
    def is_senior(self) -> bool:
        """Whether this person is the senior, who learns."""
        return self.both.is_senior(self.me.id)

    @property
    def is_active(self) -> bool:
        """Whether the pair is active, so that it can still change."""
        return self.pair.state == "active"

    @property
    def held_session_count(self) -> int:
        """How many sessions were held."""
        return sum(planned.is_held for planned in self.plan)

    @property
    def has_session_to_come(self) -> bool:
        """Whether a session has a date that is still to come."""
        now = clock.now()
        return any(each.is_planned and each.starts_at is not None and each.starts_at > now for each in self.plan)

    @property
    def has_held_all_sessions(self) -> bool:
        """Whether the pair is active and has held all its sessions."""
        return self.is_active and self.held_session_count >= self.pair.sessions

    @property
    def can_thank(self) -> bool:
        """Whether this person may still leave thanks."""
        is_open = self.has_held_all_sessions or self.pair.state == "completed"
        return is_open and QuestionMoment.END.value not in self.answers

    @property
    def next_session(self) -> AgendaSession | None:
        """The next session."""
        return find_next_session(self.plan)

    @property
    def unanswered_questions(self) -> tuple[QuestionMoment, ...]:
        """The open questions without an answer; the question after session three replaces the one after session one."""
        if not self.is_active:
            return ()
        open_questions = list_open_question_moments(
            self.held_session_count,
            is_calm_asked=self.pair.calm_asked_at is not None,
            is_idle_asked=self.pair.idle_asked_at is not None and not self.has_session_to_come,
        )
        late = {QuestionMoment.FIRST} if QuestionMoment.THIRD in open_questions else set()
        return tuple(moment for moment in open_questions if moment.value not in self.answers and moment not in late)

    @property
    def has_answered_not_fitting(self) -> bool:
        """Whether this person answered that the pair does not suit, so that another partner is offered."""
        last = self.answers.get(QuestionMoment.THIRD.value) or self.answers.get(QuestionMoment.FIRST.value)
        return self.is_active and last is not None and last.answer == "not-fitting"

    def has_member_accepted_agreement(self, member: PairMember) -> bool:
        """Whether one of the two accepted the agreement."""
        at = self.pair.senior_agreed_at if self.both.is_senior(member.id) else self.pair.junior_agreed_at
        return at is not None


@dataclass(frozen=True, kw_only=True)
class PairCard:
    """A pair on the home page; `session` is the next one, None once all were held, and `about` is its theme."""

    pair_id: int
    other: PairMember
    session: AgendaSession | None
    about: GuideText
    whole: int


def get_pair_view(person_id: int, pair_id: int) -> PairView:
    """The pair as this person sees it; raises NoSuchPair if it is not theirs."""
    both = load_pair_with_people(get_own_pair(person_id, pair_id))
    rows = session().scalars(select(Feedback).where(Feedback.pair_id == pair_id)).all()
    received = [row.thanks for row in rows if row.person_id != person_id and row.moment == QuestionMoment.END.value]
    return PairView(
        both=both,
        me=both.senior if both.is_senior(person_id) else both.junior,
        plan=_build_agenda_of_pair(both.pair, list_meetings_of_pair(pair_id)),
        answers={row.moment: row for row in rows if row.person_id == person_id},
        thanks=next(iter(received), ""),
        hopes=load_hopes_of_both_by_person(both.pair),
        given=timedelta() if both.is_senior(person_id) else sum_teaching_time(person_id),
    )


def list_skills_of_pair_member(pair_id: int, person_id: int) -> Sequence[MentoringSkill]:
    """The skills whose level this person is asked again at the end, by their French name."""
    skills = select(MentoringSkill).join(PairLevel, PairLevel.skill_id == MentoringSkill.id)
    skills = skills.where(PairLevel.pair_id == pair_id, PairLevel.person_id == person_id)
    return session().scalars(skills.order_by(MentoringSkill.name["fr"].astext)).all()


def list_levels_of_pair_member(pair_id: int, person_id: int) -> Sequence[tuple[MentoringSkill, PairLevel]]:
    """The levels that this pair keeps of this person, with their skills, by the skill's French name."""
    levels = select(MentoringSkill, PairLevel).join(PairLevel, PairLevel.skill_id == MentoringSkill.id)
    levels = levels.where(PairLevel.pair_id == pair_id, PairLevel.person_id == person_id)
    rows = session().execute(levels.order_by(MentoringSkill.name["fr"].astext))
    return [(row.MentoringSkill, row.PairLevel) for row in rows]


def list_offered_dates(view: PairView) -> Sequence[datetime]:
    """The next three dates on which both are free; none once the pair is over."""
    return list_shared_free_starts(view.both, clock.now(), OFFERED_DATES) if view.is_active else ()


def find_pair_cards(person_id: int) -> tuple[PairCard, ...] | None:
    """The active pairs of a person, soonest session first; returns None if there is none, after one cheap statement."""
    if not read_value(_IS_PAIRED, {"person_id": person_id}):
        return None
    pairs = list_active_pairs_of_person(person_id)
    both, meetings = load_pairs_with_people(pairs), list_meetings_by_pair([pair.id for pair in pairs])
    cards = [_build_card(both[pair.id], person_id, meetings.get(pair.id, [])) for pair in pairs]
    return tuple(sorted(cards, key=_sort_key_of_card))


def _build_card(both: PairWithPeople, person_id: int, meetings: Iterable[MentoringSession]) -> PairCard:
    session_ = find_next_session(_build_agenda_of_pair(both.pair, meetings))
    return PairCard(
        pair_id=both.pair.id,
        other=both.other(person_id),
        session=session_,
        about=list_guides_by_name()[session_.theme].title if session_ is not None else {},
        whole=both.pair.sessions,
    )


def _sort_key_of_card(card: PairCard) -> tuple[bool, float, int]:
    at = card.session.starts_at if card.session is not None and card.session.is_planned else None
    return at is None, at.timestamp() if at is not None else 0.0, card.pair_id


def _build_agenda_of_pair(pair: Pair, meetings: Iterable[MentoringSession]) -> tuple[AgendaSession, ...]:
    return build_agenda([_to_agenda_session(meeting) for meeting in meetings], pair.sessions)


def _to_agenda_session(meeting: MentoringSession) -> AgendaSession:
    is_off = meeting.state == "cancelled"
    return AgendaSession(
        number=meeting.number,
        theme=meeting.guide,
        state="open" if is_off else meeting.state,
        starts_at=None if is_off else meeting.starts_at,
        ends_at=None if is_off else meeting.ends_at,
        version=meeting.sequence,
    )
