"""Makes what the tests of pairs arrange: a round, two volunteers with slots, a pair, and days that pass."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.notices.models import Notice
from mentoring.pairs.jobs import ENDING_STEPS
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.pairs.queries.members import list_pair_ids_due_to_end
from mentoring.pairs.service import ending
from mentoring.pairs.service.ending import end_pair
from mentoring.pairs.service.start import start_pair
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer
from tests.makers import make_people, make_site

TUESDAY = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
"""A working day in summer: Paris is two hours ahead."""

NOON = [1, 12 * 60, 14 * 60]
"""Tuesdays from noon to two."""

MORNING = [3, 9 * 60, 10 * 60]
"""Thursdays from nine to ten."""

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Two:
    """A pair by its numbers."""

    pair_id: int
    senior: int
    junior: int
    round_id: int


def make_round(*, sessions: int = 6, minutes: int = 60) -> Round:
    """A round that runs."""
    number = next(_numbers)
    made = Round(
        slug=f"tandem-{number}",
        title={"fr": "Tandem", "en": "Tandem"},
        why={"fr": "Pourquoi", "en": "Why"},
        sponsor="Direction",
        state="running",
        volunteering_ends_on=date(2026, 5, 1),
        starts_on=date(2026, 5, 15),
        ends_on=date(2026, 12, 31),
        sessions=sessions,
        limits={"session_minutes": minutes},
        seed=7,
    )
    session().add(made)
    session().flush()
    return made


def make_volunteer(round_id: int, person_id: int, side: str, *, slots: Sequence[list[int]] = (NOON, MORNING)) -> None:
    """Somebody who said when they are free, on their own clock."""
    session().add(
        Volunteer(
            round_id=round_id,
            person_id=person_id,
            side=side,
            languages=["fr"],
            slots=[list(slot) for slot in slots],
            hopes=f"Un espoir de {side}",
            volunteered_at=clock.now(),
        )
    )
    session().flush()


def make_two(*, sessions: int = 6, zone: str = "Europe/Paris", starts: Sequence[datetime] | None = None) -> Two:
    """Two people who said yes, with both first dates: next Tuesday at two in Paris, and the Tuesday after."""
    with transaction():
        senior, junior = *make_people(1), *make_people(1, site=make_site(time_zone=zone))
        round_ = make_round(sessions=sessions)
        for person_id, side in ((senior, "senior"), (junior, "junior")):
            make_volunteer(round_.id, person_id, side)
        now = clock.now()
        first = (now + timedelta(days=7)).replace(hour=12, minute=0, second=0, microsecond=0)
        pair = start_pair(round_.id, senior, junior, starts or [first, first + timedelta(days=7)])
        return Two(pair.id, senior, junior, round_.id)


def sessions_of(pair_id: int) -> list[MentoringSession]:
    """The sessions of a pair as the database has them."""
    with transaction():
        wanted = select(MentoringSession).where(MentoringSession.pair_id == pair_id).order_by(MentoringSession.number)
        rows = list(session().scalars(wanted))
        session().expunge_all()
    return rows


def pair_of(two: Two) -> Pair:
    """The pair as the database has it."""
    with transaction():
        rows = session().get_one(Pair, two.pair_id)
        session().expunge_all()
    return rows


def list_notices_of(person_id: int) -> list[Notice]:
    """What a person was told, in order."""
    with transaction():
        rows = list(session().scalars(select(Notice).where(Notice.person_id == person_id).order_by(Notice.id)))
        session().expunge_all()
    return rows


def list_notice_kinds_of(person_id: int) -> list[str]:
    """The kinds of these, without what they all begin with."""
    return [notice.kind.removeprefix("mentoring.") for notice in list_notices_of(person_id)]


def facts(*kinds: str) -> list[Fact]:
    """The facts of these kinds, in order."""
    with transaction():
        rows = list(session().scalars(select(Fact).where(Fact.kind.in_(kinds)).order_by(Fact.id)))
        session().expunge_all()
    return rows


@contextmanager
def later(**lapse: float) -> Iterator[datetime]:
    """So long after the Tuesday."""
    with clock.freeze_at(TUESDAY + timedelta(**lapse)):
        yield clock.now()


def end_pair_of(two: Two) -> None:
    """End the pair in the transaction under way, as the departure of one of the two does."""
    end_pair(session().get_one(Pair, two.pair_id, with_for_update=True))


def stop(two: Two, by: int) -> None:
    with transaction():
        ending.request_stop(by, two.pair_id)


def settle() -> int:
    """Take the due endings; returns how many pairs had one."""
    with transaction():
        due = list_pair_ids_due_to_end(clock.now())
    take_due_steps(ENDING_STEPS)
    return len(due)
