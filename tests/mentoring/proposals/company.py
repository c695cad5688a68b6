"""Makes what tests of proposals arrange: a round, its volunteers, calculations that are done, and days that pass."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import insert, select, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.notices.models import Notice
from app.people.models import Person
from mentoring.pairs.models import Pair
from mentoring.proposals.jobs import DAILY_STEPS, NEWCOMER_STEP, enqueue_due_calculations, run_calculation
from mentoring.proposals.models import Calculation, Proposal
from mentoring.proposals.queries.calculations import UNDER_WAY
from mentoring.proposals.service.calculations import request_calculation
from mentoring.proposals.service.release import release_first_proposals
from mentoring.rounds.models import MentoringSkill, Round
from mentoring.volunteers.models import Volunteer, VolunteerSkill
from tests.makers import make_people

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""After the daily cycle of that day, for a company that works around the clock in Paris: ten o’clock there is nine in UTC."""
MORNINGS = [[day, 9 * 60, 11 * 60] for day in range(5)]
_numbers = itertools.count(1)


def make_round(*, state: str = "matching", rolling: bool = False, **limits: object) -> int:
    """A round of that spring; nobody is in anybody's line further than two levels, unless told otherwise."""
    number = next(_numbers)
    made = Round(
        slug=f"round-{number}",
        title={"fr": f"Programme {number}", "en": f"Programme {number}"},
        why={"fr": "Pourquoi", "en": "Why"},
        sponsor="Une directrice",
        state=state,
        volunteering_ends_on=date(2026, 2, 27),
        starts_on=date(2026, 3, 9),
        ends_on=date(2026, 9, 9),
        limits={"gap": 1} | limits,
        seed=number,
        rolling=rolling,
    )
    session().add(made)
    session().flush()
    return made.id


def make_skill(slug: str) -> int:
    """A skill of the list, once."""
    skill_id = session().scalar(select(MentoringSkill.id).where(MentoringSkill.slug == slug))
    if skill_id is None:
        skill_id = session().scalar(
            insert(MentoringSkill).values(slug=slug, name={"fr": slug, "en": slug}).returning(MentoringSkill.id)
        )
    assert skill_id is not None, "It was just written."
    return skill_id


def make_seniors(count: int) -> list[int]:
    """People to whom somebody reports who takes part in nothing."""
    seniors, reports = make_people(count), make_people(count)
    for senior, report in zip(seniors, reports, strict=True):
        session().execute(update(Person).where(Person.id == report).values(manager_id=senior))
    return seniors


def add_volunteers(
    round_id: int,
    person_ids: Collection[int],
    side: str,
    *,
    capacity: int = 1,
    skills: Sequence[tuple[str, int]] = (("linkedin", 3),),
    languages: Sequence[str] = ("fr",),
    slots: Sequence[Sequence[int]] = MORNINGS,
    prepared: bool = True,
) -> None:
    """They say the same: a senior wishes to reach these levels from nothing, a junior offers them."""
    for person_id in person_ids:
        volunteer = Volunteer(
            round_id=round_id,
            person_id=person_id,
            side=side,
            languages=list(languages),
            slots=[list(slot) for slot in slots],
            capacity=capacity,
            prepared_at=clock.now() if prepared and side == "junior" else None,
            volunteered_at=clock.now(),
        )
        session().add(volunteer)
        session().flush()
        for slug, level in skills:
            is_senior = side == "senior"
            row = {"level": 0 if is_senior else level, "wanted": level if is_senior else None}
            session().execute(
                insert(VolunteerSkill).values(volunteer_id=volunteer.id, skill_id=make_skill(slug), **row)
            )


def calculate_as_worker(round_id: int) -> int:
    """Ask for a calculation, and run it as a worker does; its number."""
    run_calculation(number := request_calculation_as_hr(round_id))
    return number


def request_calculation_as_hr(round_id: int) -> int:
    """Ask for a calculation as HR does; its number."""
    with transaction():
        request_calculation(session().get_one(Round, round_id))
    with transaction():
        under_way = select(Calculation.id).where(Calculation.round_id == round_id, Calculation.state.in_(UNDER_WAY))
        return session().scalars(under_way).one()


def run_requested() -> int:
    """Run what is asked, as a worker does; the number of the last."""
    last = 0
    with transaction():
        requested = (
            session().scalars(select(Calculation.id).where(Calculation.state == "asked").order_by(Calculation.id)).all()
        )
    for last in requested:
        run_calculation(last)
    return last


def propose_round(round_id: int) -> list[Proposal]:
    """Calculate and put out; what the seniors are asked."""
    calculate_as_worker(round_id)
    with transaction():
        release_first_proposals(session().get_one(Round, round_id))
    return list_proposals(round_id)


def list_proposals(round_id: int | None = None) -> list[Proposal]:
    """Every proposal as it stands, free of the session."""
    with transaction():
        query = select(Proposal).order_by(Proposal.id)
        skill_id = list(session().scalars(query if round_id is None else query.where(Proposal.round_id == round_id)))
        session().expunge_all()
    return skill_id


def list_states(round_id: int | None = None) -> list[str]:
    """Where each of them stands."""
    return [proposal.state for proposal in list_proposals(round_id)]


def list_active_pairs() -> list[tuple[int, int]]:
    """Everybody who meets somebody."""
    with transaction():
        return [
            (row.senior_id, row.junior_id)
            for row in session().execute(select(Pair).where(Pair.state == "active")).scalars()
        ]


def list_notices(person_id: int) -> list[tuple[str, str]]:
    """What a person was told, by kind, and where it leads."""
    with transaction():
        query = select(Notice.kind, Notice.path).where(Notice.person_id == person_id).order_by(Notice.id)
        return [(row.kind, row.path) for row in session().execute(query)]


def after_daily_cycle(day: datetime, days: int = 1) -> datetime:
    """A minute after the daily cycle, so many days later."""
    return datetime.combine(day.date() + timedelta(days=days), time(9, 1), UTC)


def run_daily_cycle_at(moment: datetime) -> None:
    """Do what the clock and a worker do at that moment: the daily cycle, then the calculation that it requested."""
    with clock.freeze_at(moment):
        run_daily_cycles()
        run_requested()


def look_at_newcomers() -> None:
    """Do what the clock does for rolling rounds."""
    take_due_steps([NEWCOMER_STEP])
    enqueue_due_calculations()


def run_daily_cycles() -> None:
    """Do what the clock does for rounds: the daily cycle that has come."""
    take_due_steps(DAILY_STEPS)


def calculation_state(calculation_id: int) -> str:
    with transaction():
        return session().get_one(Calculation, calculation_id).state
