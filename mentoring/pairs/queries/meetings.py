"""Reads of sessions: those of a pair, the free dates of its people, and the reminders and questions that are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, text

from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from app.people.queries import load_workplaces_by_person
from mentoring.matching.values import DateSpan, Slot
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.pairs.queries.members import PairWithPeople
from mentoring.pairs.session_dates import SessionDateRules
from mentoring.pairs.slots import TimeSpan, WeeklySlots, choose_starts_on_different_days, list_shared_starts
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer
from mentoring.volunteers.preferences import decode_absences

DEFAULT_MINUTES = 60
"""The length of a session in minutes if the round sets none."""

REMINDER_HORIZON = timedelta(days=9)
"""Reminders look this far ahead, which covers weekends and short weeks."""


@dataclass(frozen=True)
class UpcomingSession:
    """A session of the coming days, with its pair."""

    meeting: MentoringSession
    pair: Pair


@dataclass(frozen=True)
class DueFitQuestion:
    """A person to ask whether the pair suits them, after how many sessions, and when the last of these ended."""

    pair_id: int
    person_id: int
    after: int
    ended_at: datetime


def session_length_of_round(round_: Round) -> timedelta:
    """How long a session of that round lasts."""
    return timedelta(minutes=int(round_.limits.get("session_minutes", DEFAULT_MINUTES)))


def list_meetings_of_pair(pair_id: int) -> Sequence[MentoringSession]:
    """The sessions of a pair that have or had a date, by number."""
    statement = select(MentoringSession).where(MentoringSession.pair_id == pair_id).order_by(MentoringSession.number)
    return session().scalars(statement).all()


def list_coming_meetings_of_pair(pair_id: int) -> Sequence[MentoringSession]:
    """The planned sessions of a pair that have not begun, by number."""
    now = clock.now()
    return [each for each in list_meetings_of_pair(pair_id) if each.state == "planned" and each.starts_at > now]


def list_meetings_by_pair(pair_ids: Sequence[int]) -> dict[int, list[MentoringSession]]:
    """The same for many pairs, by pair id."""
    statement = select(MentoringSession).where(in_ids_condition(MentoringSession.pair_id, pair_ids))
    by_pair: dict[int, list[MentoringSession]] = {}
    for meeting in session().scalars(statement.order_by(MentoringSession.pair_id, MentoringSession.number)):
        by_pair.setdefault(meeting.pair_id, []).append(meeting)
    return by_pair


def find_meeting(pair_id: int, number: int) -> MentoringSession | None:
    """The session of that number, read anew; returns None if it never had a date."""
    statement = select(MentoringSession).where(MentoringSession.pair_id == pair_id, MentoringSession.number == number)
    return session().scalar(statement.execution_options(populate_existing=True))


def list_shared_free_starts(both: PairWithPeople, now: datetime, most: int) -> list[datetime]:
    """The next dates on which both are free, at work and in no other session, on different days as far as possible."""
    sides = _find_weekly_slots_of_both(both)
    if sides is None:
        return []
    rules, lasts = load_session_date_rules(both, now), session_length_of_round(both.round)
    starts = list_shared_starts(sides, lasts, after=now, busy=rules.busy)
    return choose_starts_on_different_days(
        [start for start in starts if rules.is_proposable(TimeSpan(start, start + lasts), now)], most
    )


def load_session_date_rules(both: PairWithPeople, now: datetime, *, moving_id: int | None = None) -> SessionDateRules:
    """What holds for the dates of a pair; the session that moves, if any, is in nobody's way."""
    ids = [person.id for person in both.people]
    workplaces, absences = load_workplaces_by_person(ids), _read_absences_by_person(both, ids)
    return SessionDateRules(
        last_on=both.round.ends_on,
        workplaces=[workplaces[person_id] for person_id in ids],
        busy=list_busy_time_spans(ids, now, moving_id=moving_id),
        away=[absences.get(person_id, ()) for person_id in ids],
    )


def _read_absences_by_person(both: PairWithPeople, person_ids: Sequence[int]) -> dict[int, tuple[DateSpan, ...]]:
    conditions = (Volunteer.round_id == both.round.id, in_ids_condition(Volunteer.person_id, person_ids))
    rows = session().execute(select(Volunteer.person_id, Volunteer.away).where(*conditions))
    return {row.person_id: decode_absences(row.away) for row in rows}


def _find_weekly_slots_of_both(both: PairWithPeople) -> tuple[WeeklySlots, WeeklySlots] | None:
    ids = [both.senior.id, both.junior.id]
    conditions = (Volunteer.round_id == both.round.id, in_ids_condition(Volunteer.person_id, ids))
    volunteers = {
        volunteer.person_id: volunteer for volunteer in session().scalars(select(Volunteer).where(*conditions))
    }
    if len(volunteers) < 2:
        return None
    first, second = (
        WeeklySlots(
            tuple(Slot(*slot) for slot in volunteers[person.id].slots),
            person.zone,
            decode_absences(volunteers[person.id].away),
        )
        for person in (both.senior, both.junior)
    )
    return first, second


def list_busy_time_spans(person_ids: Sequence[int], now: datetime, *, moving_id: int | None = None) -> list[TimeSpan]:
    """The planned sessions of these people in all their pairs, without the one that moves."""
    in_a_pair = or_(in_ids_condition(Pair.senior_id, person_ids), in_ids_condition(Pair.junior_id, person_ids))
    taken = select(MentoringSession.starts_at, MentoringSession.ends_at).join(Pair, Pair.id == MentoringSession.pair_id)
    taken = taken.where(in_a_pair, MentoringSession.state == "planned", MentoringSession.ends_at > now)
    taken = taken.where(MentoringSession.id.is_distinct_from(moving_id))
    return [TimeSpan(row.starts_at, row.ends_at) for row in session().execute(taken)]


def count_held_sessions(pair_id: int) -> int:
    """How many sessions a pair has held."""
    conditions = (MentoringSession.pair_id == pair_id, MentoringSession.state == "held")
    return session().scalar(select(func.count()).select_from(MentoringSession).where(*conditions)) or 0


def sum_teaching_time(junior_id: int) -> timedelta:
    """How long a junior has taught over all held sessions; shown to that person only."""
    total = func.sum(MentoringSession.ends_at - MentoringSession.starts_at)
    statement = select(total).join(Pair, Pair.id == MentoringSession.pair_id)
    statement = statement.where(Pair.junior_id == junior_id, MentoringSession.state == "held")
    return session().scalar(statement) or timedelta()


def list_upcoming_sessions_of_active_pairs(now: datetime) -> list[UpcomingSession]:
    """The sessions of the coming days, of active pairs."""
    near = select(MentoringSession, Pair).join(Pair, Pair.id == MentoringSession.pair_id)
    near = near.where(MentoringSession.state == "planned", Pair.state == "active", Pair.ending_at.is_(None))
    near = near.where(MentoringSession.starts_at > now, MentoringSession.starts_at < now + REMINDER_HORIZON)
    return [
        UpcomingSession(*row)
        for row in session().execute(near.order_by(MentoringSession.starts_at, MentoringSession.id))
    ]


def lock_idle_pairs(now: datetime, since: datetime, most: int) -> Sequence[Pair]:
    """Pairs without a session to come in which nothing happened since that moment, and that were never asked; locked.

    Left out: pairs that end, that held all their sessions, or whose round is over.
    """
    of_pair = select(MentoringSession.id).where(MentoringSession.pair_id == Pair.id)
    is_held = MentoringSession.state == "held"
    held_count = select(func.count()).where(MentoringSession.pair_id == Pair.id, is_held).scalar_subquery()
    recent = or_(
        MentoringSession.changed_at >= since,
        and_(MentoringSession.state != "cancelled", MentoringSession.ends_at >= since),
    )
    idle = select(Pair).join(Round, Round.id == Pair.round_id).where(Pair.state == "active", Pair.ending_at.is_(None))
    idle = idle.where(Pair.idle_asked_at.is_(None), Pair.started_at < since, ~of_pair.where(recent).exists())
    idle = idle.where(or_(Pair.calm_asked_at.is_(None), Pair.calm_asked_at < since), held_count < Pair.sessions)
    idle = (
        idle.where(Round.state.in_(["proposing", "running"]), Round.ends_on >= now.date()).order_by(Pair.id).limit(most)
    )
    return session().scalars(idle.with_for_update(skip_locked=True, of=Pair)).all()


FIT_QUESTIONS_DUE = text(
    """
    with held_sessions as (
        select pair_id, ends_at, row_number() over (partition by pair_id order by ends_at, number) as place
        from mentoring_session where state = 'held'
    )
    select p.id as pair_id, m.person_id, h.place as after, h.ends_at as ended_at
    from held_sessions h
    join mentoring_pair p on p.id = h.pair_id and p.state = 'active' and p.ending_at is null
    cross join lateral (values (p.senior_id), (p.junior_id)) as m (person_id)
    where h.place in (1, 3) and h.ends_at > :oldest
      and not exists (select 1 from mentoring_asked a
          where a.pair_id = p.id and a.person_id = m.person_id and a.name = 'fit:' || h.place)
      and not exists (select 1 from mentoring_feedback f where f.pair_id = p.id and f.person_id = m.person_id
          and f.moment = case h.place when 1 then 'first' else 'third' end)
    order by p.id, m.person_id
    """
)


def list_due_fit_questions(oldest: datetime) -> list[DueFitQuestion]:
    """The people to ask whether the pair suits them, after a first or third session that ended since `oldest`."""
    return [DueFitQuestion(*row) for row in session().execute(FIT_QUESTIONS_DUE, {"oldest": oldest})]
