"""Reads of sessions: those of a pair, when its two people are free, and who is to be reminded or asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, text

from app.kernel.database import is_one_of, session
from app.kernel.hours import WorkingHours
from app.people.models import Person, Site
from app.people.queries import read_site_hours
from mentoring.matching.values import Slot
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.pairs.queries.members import PairWithPeople
from mentoring.pairs.slots import Spell, WeeklySlots, list_shared_starts, spread_over_days
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer

DEFAULT_MINUTES = 60
"""How many minutes a session lasts where the round does not say."""

REMINDER_HORIZON = timedelta(days=9)
"""How far ahead sessions are looked at for reminders: weekends and short weeks included."""


@dataclass(frozen=True)
class UpcomingSession:
    """A session that is near, and its pair."""

    meeting: MentoringSession
    pair: Pair


@dataclass(frozen=True)
class FitQuestion:
    """One of the two who may be asked whether it suits, after how many sessions, and when the last of them ended."""

    pair_id: int
    person_id: int
    after: int
    ended_at: datetime


def session_length(round_: Round) -> timedelta:
    """How long a session of that round lasts."""
    return timedelta(minutes=int(round_.limits.get("session_minutes", DEFAULT_MINUTES)))


def list_meetings(pair_id: int) -> Sequence[MentoringSession]:
    """The sessions of a pair that were ever given a date, by number."""
    theirs = select(MentoringSession).where(MentoringSession.pair_id == pair_id).order_by(MentoringSession.number)
    return session().scalars(theirs).all()


def list_meetings_by_pair(pair_ids: Sequence[int]) -> dict[int, list[MentoringSession]]:
    """The same for many pairs at once, by pair."""
    theirs = select(MentoringSession).where(is_one_of(MentoringSession.pair_id, pair_ids))
    found: dict[int, list[MentoringSession]] = {}
    for meeting in session().scalars(theirs.order_by(MentoringSession.pair_id, MentoringSession.number)):
        found.setdefault(meeting.pair_id, []).append(meeting)
    return found


def find_meeting(pair_id: int, number: int) -> MentoringSession | None:
    """The session of that number, as it is now, if it was ever given a date."""
    one = select(MentoringSession).where(MentoringSession.pair_id == pair_id, MentoringSession.number == number)
    return session().scalar(one.execution_options(populate_existing=True))


def list_free_starts(told: PairWithPeople, now: datetime, most: int) -> list[datetime]:
    """The next dates on which both are free and promised to nobody else in mentoring, on different days as far as possible."""
    sides = _find_weekly_slots(told)
    if sides is None:
        return []
    busy = list_busy_spells([told.senior.id, told.junior.id], now)
    return spread_over_days(list_shared_starts(sides, session_length(told.round), after=now, busy=busy), most)


def _find_weekly_slots(told: PairWithPeople) -> tuple[WeeklySlots, WeeklySlots] | None:
    ids = [told.senior.id, told.junior.id]
    theirs = (Volunteer.round_id == told.round.id, is_one_of(Volunteer.person_id, ids))
    rows = session().execute(select(Volunteer.person_id, Volunteer.slots).where(*theirs))
    slots = {row.person_id: tuple(Slot(*slot) for slot in row.slots) for row in rows}
    if len(slots) < 2:
        return None
    return WeeklySlots(slots[told.senior.id], told.senior.zone), WeeklySlots(slots[told.junior.id], told.junior.zone)


def list_busy_spells(person_ids: Sequence[int], now: datetime) -> list[Spell]:
    """When these people already have a session, whichever pair it belongs to."""
    of_theirs = or_(is_one_of(Pair.senior_id, person_ids), is_one_of(Pair.junior_id, person_ids))
    taken = select(MentoringSession.starts_at, MentoringSession.ends_at).join(Pair, Pair.id == MentoringSession.pair_id)
    taken = taken.where(of_theirs, MentoringSession.state == "planned", MentoringSession.ends_at > now)
    return [Spell(row.starts_at, row.ends_at) for row in session().execute(taken)]


def count_held_sessions(pair_id: int) -> int:
    """How many sessions a pair has held."""
    held = (MentoringSession.pair_id == pair_id, MentoringSession.state == "held")
    return session().scalar(select(func.count()).select_from(MentoringSession).where(*held)) or 0


def sum_teaching_time(junior_id: int) -> timedelta:
    """How long a person has taught in all, over the sessions that were held: for their own eyes."""
    lasted = func.sum(MentoringSession.ends_at - MentoringSession.starts_at)
    held = select(lasted).join(Pair, Pair.id == MentoringSession.pair_id)
    held = held.where(Pair.junior_id == junior_id, MentoringSession.state == "held")
    return session().scalar(held) or timedelta()


def list_upcoming_sessions(now: datetime) -> list[UpcomingSession]:
    """The sessions of the coming days, of pairs that go on."""
    near = select(MentoringSession, Pair).join(Pair, Pair.id == MentoringSession.pair_id)
    near = near.where(MentoringSession.state == "planned", Pair.state == "active", Pair.ending_at.is_(None))
    near = near.where(MentoringSession.starts_at > now, MentoringSession.starts_at < now + REMINDER_HORIZON)
    return [
        UpcomingSession(*row)
        for row in session().execute(near.order_by(MentoringSession.starts_at, MentoringSession.id))
    ]


FIT_QUESTIONS_DUE = text(
    """
    with held as (
        select pair_id, ends_at, row_number() over (partition by pair_id order by ends_at, number) as place
        from mentoring_session where state = 'held'
    )
    select p.id as pair_id, m.person_id, held.place as after, held.ends_at as ended_at
    from held
    join mentoring_pair p on p.id = held.pair_id and p.state = 'active' and p.ending_at is null
    cross join lateral (values (p.senior_id), (p.junior_id)) as m (person_id)
    where held.place in (1, 3) and held.ends_at > :oldest
      and not exists (select 1 from mentoring_asked a
          where a.pair_id = p.id and a.person_id = m.person_id and a.name = 'fit:' || held.place)
      and not exists (select 1 from mentoring_feedback f where f.pair_id = p.id and f.person_id = m.person_id
          and f.moment = case held.place when 1 then 'first' else 'third' end)
    order by p.id, m.person_id
    """
)


def list_fit_questions(oldest: datetime) -> list[FitQuestion]:
    """Who may be asked whether it suits, after a first or a third session that ended since then, and was not yet."""
    return [FitQuestion(*row) for row in session().execute(FIT_QUESTIONS_DUE, {"oldest": oldest})]


def hours_by_person(person_ids: Sequence[int], company: WorkingHours) -> dict[int, WorkingHours]:
    """When each of these people works."""
    rows = session().execute(
        select(Person.id, Site).join(Site, Site.id == Person.site_id).where(is_one_of(Person.id, person_ids))
    )
    return {person_id: read_site_hours(site) or company for person_id, site in rows}
