"""Proposals, answers, terms, departures, erased people and time, in any order: a plain model says where a candidate is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, or_, select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction
from app.people.models import Person, Unit
from app.people.queries import get_person
from app.people.service.participation import join_game, leave_game
from badges.ambassadors.jobs import AMBASSADOR_STEPS
from badges.ambassadors.models import Candidacy, Nomination
from badges.ambassadors.queries import find_open_candidacy
from badges.ambassadors.service.agreement import TypedSheet, send_role_sheet
from badges.ambassadors.service.answer import accept_candidacy, decline_candidacy
from badges.ambassadors.service.ending import step_down
from badges.ambassadors.service.review import confirm_candidacy, refuse_candidacy
from badges.ambassadors.service.start import begin_renewal
from badges.ambassadors.terms import A_YEAR, compute_term_end
from tests.badges.ambassadors.candidates import find_step, has_role, nominate
from tests.examples import examples
from tests.makers import MONDAY, make_people, make_unit

STEPS = ("accept", "decline", "sheet", "confirm", "refuse", "renew", "stop", "leave", "erase", "erase author")
ASKED = [1, 2, 3, 5.0]
TERM = [*ASKED, "accept", "sheet", "confirm"]
BEGINNINGS = st.sampled_from([[], TERM, [*TERM, 340.0, "renew", "sheet", "confirm", 25.0, 340.0]])
"""How a term begins, and the next one; what may happen in any order follows."""
ANY_ORDER = st.lists(
    st.one_of(st.sampled_from(STEPS), st.integers(1, 4), st.sampled_from([5.0, 25.0, 340.0])), min_size=4, max_size=10
)
ORDERS = st.builds(lambda beginning, order: [*beginning, *order], BEGINNINGS, ANY_ORDER)


@dataclass
class PlainCandidate:
    """The rules in plain Python: where one person is, and what stands about them. The first two authors are of one team."""

    now: datetime = MONDAY
    step: str | None = None
    opened_at: datetime | None = None
    due_at: datetime | None = None
    ends_at: datetime | None = None
    written: dict[int, tuple[datetime, bool]] = field(default_factory=dict)

    def nominate(self, author: int) -> None:
        if author not in self.written and self.ends_at is None:
            self.written[author] = self.now, True

    def wait(self, days: float) -> None:
        self.now += timedelta(days=days)
        live = {author for author, (at, counts) in self.written.items() if counts and at > self.now - A_YEAR}
        is_free = self.opened_at is None or self.opened_at <= self.now - A_YEAR
        if self.step is None and self.ends_at is None and is_free and len(live) >= 3:
            self.step, self.opened_at, self.due_at = "asked", self.now, self.now + timedelta(days=21)
        if self.step == "asked" and self.due_at is not None and self.due_at <= self.now:
            self.decline()
        if self.ends_at is not None and self.ends_at <= self.now:
            self.ends_at = None
        self.written = {author: each for author, each in self.written.items() if each[0] > self.now - A_YEAR}

    def decline(self) -> None:
        if self.step is not None:
            self.step = None
            if self.ends_at is None:
                self.void()

    def void(self) -> None:
        self.written = {author: (at, False) for author, (at, _) in self.written.items()}

    def take(self, step: str) -> None:
        if step == "decline" or (step == "refuse" and self.step == "ready"):
            self.decline()
        elif step == "accept" and self.step == "asked":
            self.step = "accepted"
        elif step == "sheet" and self.step in ("accepted", "ready"):
            self.step = "ready"
        elif step == "confirm" and self.step == "ready":
            self.step, self.ends_at = None, compute_term_end(self.ends_at or self.now, 12)
        elif step == "renew" and self.step is None and self.ends_at and self.ends_at <= self.now + timedelta(days=30):
            self.step, self.opened_at = "accepted", self.now
        elif step == "stop":
            self.ends_at = None
        else:
            self.lose(step)

    def lose(self, step: str) -> None:
        """Somebody leaves, or is erased and a newcomer stands in their place."""
        if step == "leave":
            self.step = self.ends_at = None
            self.void()
        elif step == "erase":
            self.step = self.opened_at = self.due_at = self.ends_at = None
            self.written = {}
        elif step == "erase author":
            self.written.pop(1, None)


@pytest.mark.property
@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=ORDERS)
@example(order=[*ASKED, "decline"])
@example(order=[*ASKED, 25.0])
@example(order=[*ASKED, "accept", "sheet", "refuse"])
@example(order=[*TERM, 340.0, "renew", "decline", "erase author", "stop"])
@example(order=[*TERM, 1, "erase", *ASKED, "erase author", "accept", "erase"])
def test_a_candidate_is_where_the_plain_rules_say(app: Application, order: list[str | int | float]) -> None:
    with transaction():
        people = [*make_people(3, unit=make_unit()), *make_people(3, unit=make_unit())]
    model = PlainCandidate()
    for step in order:
        if isinstance(step, float):
            model.wait(step)
            with clock.freeze_at(model.now):
                take_due_steps(step for step in AMBASSADOR_STEPS if step.name != "ambassadors.signals")
        else:
            with clock.freeze_at(model.now):
                take_step(people, step)
            model.nominate(step) if isinstance(step, int) else model.take(step)
        assert (find_step(people[0]), has_role(people[0])) == (model.step, model.ends_at is not None), step
        assert count_sentences(people[0]) == sum(counts for _, counts in model.written.values()), step


def count_sentences(person_id: int) -> int:
    """How many colleagues wrote something about a person that is not erased."""
    with transaction():
        written = select(Nomination.id).where(Nomination.nominee_id == person_id, Nomination.sentence.is_not(None))
        return len(session().scalars(written).all())


def take_step(people: list[int], step: str | int) -> None:
    """Take a step of the service, which refuses what the rules refuse."""
    person_id = people[0]
    steps: dict[str, Callable[[], None]] = {
        "accept": lambda: accept_candidacy(person_id),
        "decline": lambda: decline_candidacy(person_id),
        "sheet": lambda: send_role_sheet(person_id, TypedSheet(hours="4", approver="", is_on_paper=True)),
        "confirm": lambda: review_if_any(people, confirm_candidacy),
        "refuse": lambda: review_if_any(people, lambda by_id, id_: refuse_candidacy(by_id, id_, "Pas cette année.")),
        "renew": lambda: begin_renewal(person_id),
        "stop": lambda: step_down(person_id),
        "leave": lambda: leave_and_come_back(person_id),
        "erase": lambda: erase_and_replace(people, 0),
        "erase author": lambda: erase_and_replace(people, 1),
    }
    with suppress(ServiceError):
        if isinstance(step, int):
            nominate(people[step], person_id)
        else:
            with transaction():
                steps[step]()


def review_if_any(people: list[int], review: Callable[[int, int], None]) -> None:
    candidacy = find_open_candidacy(people[0])
    if candidacy is not None:
        review(people[5], candidacy.id)


def erase_and_replace(people: list[int], place: int) -> None:
    """Erase a person, of whom nothing stays, and let a newcomer of the same team stand in their place."""
    gone = people[place]
    unit = session().get_one(Unit, get_person(gone).unit_id)
    session().execute(delete(Person).where(Person.id == gone))
    about = select(Nomination.id).where(or_(Nomination.nominee_id == gone, Nomination.nominator_id == gone))
    left = about.union_all(select(Candidacy.id).where(Candidacy.person_id == gone))
    assert session().scalars(left).all() == []
    people[place] = make_people(1, unit=unit)[0]


def leave_and_come_back(person_id: int) -> None:
    leave_game(get_person(person_id))
    join_game(get_person(person_id))
