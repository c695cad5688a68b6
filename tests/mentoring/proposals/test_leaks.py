"""What one of the two can see is the same whichever way a proposal ended: pages, cards, notices, e-mails, their hours, the log, the journal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email.headerregistry import Address

import pytest
from sqlalchemy import func, insert, select, update

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.mail_server import read_mail_server
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.notices.models import Mail, Notice
from app.people.models import Person
from app.people.queries import get_person
from app.people.service.roles import give_role
from mentoring.proposals.lifecycle import Answer, State
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries.proposals import card_for
from mentoring.proposals.service.answer import decline
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Avoidance
from mentoring.wishes import service
from tests.makers import make_people
from tests.mentoring.proposals.browsing import JSON, nameless, post, visit
from tests.mentoring.proposals.company import (
    MONDAY,
    beat,
    beat_of,
    make_round,
    make_seniors,
    notices,
    proposals,
    propose,
    volunteer,
)

DAYS = 8


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A service that writes e-mail, to a server that nobody asks."""
    sender = Address("Passerelle", addr_spec="passerelle@example.com")
    return replace(settings, mail_server=read_mail_server("smtp://127.0.0.1:1"), mail_from=sender)


@dataclass(frozen=True)
class Asked:
    """A proposal, and what ends it."""

    round_id: int
    proposal_id: int
    senior_id: int
    junior_id: int


def say(answer: Answer) -> Callable[[Asked, int], None]:
    return lambda asked, person_id: decline(person_id, asked.proposal_id, answer)


def withdraw(asked: Asked, person_id: int) -> None:
    service.withdraw_wishes(session().get_one(Round, asked.round_id), person_id)


def leave(asked: Asked, person_id: int) -> None:
    session().execute(update(Person).where(Person.id == person_id).values(left_on=date(2026, 3, 3)))


def report(asked: Asked, person_id: int) -> None:
    session().execute(update(Person).where(Person.id == asked.junior_id).values(manager_id=asked.senior_id))


def avoid(asked: Asked, person_id: int) -> None:
    other = asked.senior_id if person_id == asked.junior_id else asked.junior_id
    session().execute(insert(Avoidance).values(person_id=person_id, avoided_id=other))


def nothing(asked: Asked, person_id: int) -> None:
    """Silence."""


ENDS: dict[str, Callable[[Asked, int], None]] = {
    "another": say(Answer.OTHER),
    "later": say(Answer.LATER),
    "withdrawn": withdraw,
    "left": leave,
    "line": report,
    "avoided": avoid,
}


def ask_somebody() -> Asked:
    """A senior, a junior who suits them, and a second one who comes next."""
    with transaction():
        round_id = make_round()
        (senior,) = make_seniors(1)
        first, second = make_people(2)
        skills = [("linkedin", 3), ("video", 3)]
        volunteer(round_id, [senior], "senior", skills=skills)
        volunteer(round_id, [first], "junior", skills=skills)
        volunteer(round_id, [second], "junior", skills=skills[:1])
    (one,) = propose(round_id)
    assert one.junior_id == first
    return Asked(round_id, one.id, senior, first)


def look(app: Application, asked: Asked, person_id: int) -> list[object]:
    """Everything that a person can see at this moment, with names and numbers of rows left out."""
    path = f"/mentoring/proposals/{asked.proposal_id}"
    page, machine = visit(app, person_id, path), visit(app, person_id, path, JSON)
    with transaction():
        told = session().execute(
            select(Notice.kind, Notice.params, Notice.happened_at, Mail.due_at, Mail.created_at)
            .outerjoin(Mail, Mail.notice_id == Notice.id)
            .where(Notice.person_id == person_id)
            .order_by(Notice.id)
        )
        letters = [tuple(row) for row in told]
        cards = [(seen.stage, seen.side) for seen in card_for(person_id) or ()]
    inbox = visit(app, person_id, "/notifications")
    return [page.status_code, nameless(page.text), machine.status_code, nameless(inbox.text), letters, cards]


def live(
    app: Application, watched: Callable[[Asked], int], asked: Asked, end: Callable[[], None]
) -> list[list[object]]:
    """Watch for so many days, after each beat, and at once after the end, which comes on the afternoon of the second."""
    seen = []
    for day in range(1, DAYS):
        beat(beat_of(MONDAY, day))
        with clock.freeze_at(beat_of(MONDAY, day) + timedelta(hours=6)):
            seen.append(look(app, asked, watched(asked)))
            seen += _ended(end, lambda: look(app, asked, watched(asked))) if day == 2 else []
    with transaction():
        session().execute(update(Round).values(state="draft"))
    return seen


def _ended(end: Callable[[], None], seen: Callable[[], list[object]]) -> list[list[object]]:
    with transaction():
        end()
    return [seen()]


def _started(app: Application) -> Asked:
    with clock.freeze_at(MONDAY):
        return ask_somebody()


def the_senior_watches(app: Application, end: Callable[[Asked, int], None]) -> list[list[object]]:
    asked = _started(app)
    with clock.freeze_at(MONDAY):
        answered = post(app, asked.senior_id, f"/mentoring/proposals/{asked.proposal_id}", answer="yes")
    assert answered.status_code == 303
    return live(app, lambda one: one.senior_id, asked, lambda: end(asked, asked.junior_id))


def the_junior_watches(app: Application, end: Callable[[Asked, int], None]) -> list[list[object]]:
    asked = _started(app)
    return live(app, lambda one: one.junior_id, asked, lambda: end(asked, asked.senior_id))


@pytest.fixture
def silence(app: Application) -> list[list[object]]:
    """What a senior who said yes sees when the junior says nothing at all."""
    return the_senior_watches(app, nothing)


def test_a_senior_who_said_yes_sees_the_same_whichever_way_it_ended(
    app: Application, silence: list[list[object]], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with transaction():
        facts = session().scalar(select(func.count(Fact.id)))

    for name, end in ENDS.items():
        assert the_senior_watches(app, end) == silence, name

    assert [record for record in caplog.records if record.name.startswith(("app", "mentoring", "rq"))] == []
    with transaction():
        assert session().scalar(select(func.count(Fact.id))) == facts
    kinds = [letter[0] for letter in silence[-1][4]]  # type: ignore[attr-defined]  # what look() put there
    assert kinds == ["mentoring.proposed", "mentoring.continued", "mentoring.proposed"]


def test_a_junior_sees_nothing_of_what_a_senior_made_of_it(app: Application) -> None:
    seen = {name: the_junior_watches(app, end) for name, end in (ENDS | {"silence": nothing}).items()}

    assert all(seen[name] == seen["silence"] for name in seen)
    first = seen["silence"][0]
    assert first[0] == 404
    assert first[4:] == [[], []]


def test_hr_managers_and_strangers_get_the_page_of_what_never_was(app: Application) -> None:
    asked = _started(app)
    with clock.freeze_at(MONDAY), transaction():
        hr, manager, report_ = make_people(3)
        give_role(get_person(hr), "hr")
        session().execute(update(Person).where(Person.id == report_).values(manager_id=manager))
        session().execute(update(Person).where(Person.id == asked.junior_id).values(manager_id=manager))
    with clock.freeze_at(MONDAY):
        never = visit(app, hr, "/mentoring/proposals/999999")
        path = f"/mentoring/proposals/{asked.proposal_id}"
        for person_id in (hr, manager, asked.junior_id):
            page = visit(app, person_id, path)
            assert (page.status_code, nameless(page.text)) == (404, nameless(never.text))
            assert post(app, person_id, path, answer="yes").status_code == 404
    assert [one.state for one in proposals(asked.round_id)] == ["senior-asked"]


def test_what_is_over_says_nothing_of_how_it_ended(app: Application) -> None:
    asked = _started(app)
    with clock.freeze_at(MONDAY), transaction():
        decline(asked.senior_id, asked.proposal_id, Answer.OTHER)
    beat(beat_of(MONDAY))

    with transaction():
        one = session().get_one(Proposal, asked.proposal_id)
        kept = {name: value for name, value in vars(one).items() if not name.startswith("_")}
    assert kept == {
        "id": asked.proposal_id,
        "round_id": asked.round_id,
        "senior_id": asked.senior_id,
        "junior_id": asked.junior_id,
        "state": State.OVER,
        "fit": kept["fit"],
        "told": {},
        "asked_at": None,
        "answer_due_at": None,
        "answer": None,
        "answered_at": None,
    }
    assert notices(asked.junior_id) == []
