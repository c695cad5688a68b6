"""What one of the two can see is the same whichever way a proposal ended: pages, cards, notices, e-mails, their hours, the log, the journal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email.headerregistry import Address

import pytest
from sqlalchemy import func, insert, select, update

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.mail_server import parse_mail_server
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.notices.models import Mail, Notice
from app.people.models import Person
from app.people.queries import get_person
from app.people.service.roles import give_role
from mentoring.proposals.lifecycle import ProposalAnswer, ProposalState
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries.views import find_open_proposals_of_person
from mentoring.proposals.service.answer import decline_proposal
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Avoidance
from mentoring.wishes import service
from tests.makers import make_people
from tests.mentoring.proposals.browsing import JSON, post_form, strip_names, visit_page
from tests.mentoring.proposals.company import (
    MONDAY,
    add_volunteers,
    after_daily_cycle,
    list_notices,
    list_proposals,
    make_round,
    make_seniors,
    propose_round,
    run_daily_cycle_at,
)

DAYS = 8
SILENCE = "silence"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A service that writes e-mail, to a server that nobody asks."""
    sender = Address("Passerelle", addr_spec="passerelle@example.com")
    return replace(settings, mail_server=parse_mail_server("smtp://127.0.0.1:1"), mail_from=sender)


@dataclass(frozen=True)
class Scene:
    """A proposal, and what ends it."""

    round_id: int
    proposal_id: int
    senior_id: int
    junior_id: int


def decline_with(answer: ProposalAnswer) -> Callable[[Scene, int], None]:
    return lambda scene, person_id: decline_proposal(person_id, scene.proposal_id, answer)


def withdraw_wishes(scene: Scene, person_id: int) -> None:
    service.withdraw_wishes(session().get_one(Round, scene.round_id), person_id)


def leave_company(scene: Scene, person_id: int) -> None:
    session().execute(update(Person).where(Person.id == person_id).values(left_on=date(2026, 3, 3)))


def move_under_senior(scene: Scene, person_id: int) -> None:
    session().execute(update(Person).where(Person.id == scene.junior_id).values(manager_id=scene.senior_id))


def avoid_other(scene: Scene, person_id: int) -> None:
    other = scene.senior_id if person_id == scene.junior_id else scene.junior_id
    session().execute(insert(Avoidance).values(person_id=person_id, avoided_id=other))


def do_nothing(scene: Scene, person_id: int) -> None:
    """Silence."""


ENDS: dict[str, Callable[[Scene, int], None]] = {
    "another": decline_with(ProposalAnswer.OTHER),
    "later": decline_with(ProposalAnswer.LATER),
    "withdrawn": withdraw_wishes,
    "left": leave_company,
    "line": move_under_senior,
    "avoided": avoid_other,
    SILENCE: do_nothing,
}


def ask_somebody() -> Scene:
    """A senior, a junior who suits them, and a second one who comes next."""
    with transaction():
        round_id = make_round()
        (senior,) = make_seniors(1)
        first, second = make_people(2)
        skills = [("linkedin", 3), ("video", 3)]
        add_volunteers(round_id, [senior], "senior", skills=skills)
        add_volunteers(round_id, [first], "junior", skills=skills)
        add_volunteers(round_id, [second], "junior", skills=skills[:1])
    (proposal,) = propose_round(round_id)
    assert proposal.junior_id == first
    return Scene(round_id, proposal.id, senior, first)


def look_as(app: Application, scene: Scene, person_id: int) -> list[object]:
    """Everything that a person can see at this moment, with names and numbers of rows left out."""
    path = f"/mentoring/proposals/{scene.proposal_id}"
    page, machine = visit_page(app, person_id, path), visit_page(app, person_id, path, JSON)
    with transaction():
        rows = session().execute(
            select(Notice.kind, Notice.params, Notice.happened_at, Mail.due_at, Mail.created_at)
            .outerjoin(Mail, Mail.notice_id == Notice.id)
            .where(Notice.person_id == person_id)
            .order_by(Notice.id)
        )
        letters = [tuple(row) for row in rows]
        cards = [(sights.stage, sights.side) for sights in find_open_proposals_of_person(person_id) or ()]
    inbox = visit_page(app, person_id, "/notifications")
    return [page.status_code, strip_names(page.text), machine.status_code, strip_names(inbox.text), letters, cards]


def live_through(
    app: Application, scenes: Mapping[str, Scene], watched: Callable[[Scene], int], other: Callable[[Scene], int]
) -> dict[str, list[list[object]]]:
    """Watch every scene for so many days, after each daily cycle, and at once after its end, which comes on the afternoon of the second."""
    sights: dict[str, list[list[object]]] = {name: [] for name in scenes}

    def look() -> None:
        for name, scene in scenes.items():
            sights[name].append(look_as(app, scene, watched(scene)))

    for day in range(1, DAYS):
        run_daily_cycle_at(after_daily_cycle(MONDAY, day))
        with clock.freeze_at(after_daily_cycle(MONDAY, day) + timedelta(hours=6)):
            look()
            if day == 2:
                end_scenes(scenes, other)
                look()
    return sights


def end_scenes(scenes: Mapping[str, Scene], by: Callable[[Scene], int]) -> None:
    """Each in its own way."""
    for name, scene in scenes.items():
        with transaction():
            ENDS[name](scene, by(scene))


def start_scenes() -> dict[str, Scene]:
    """One scene for each end, each a round of its own."""
    with clock.freeze_at(MONDAY):
        return {name: ask_somebody() for name in ENDS}


def test_a_senior_who_said_yes_sees_the_same_whichever_way_it_ended(
    app: Application, caplog: pytest.LogCaptureFixture
) -> None:
    scenes = start_scenes()
    with clock.freeze_at(MONDAY):
        for scene in scenes.values():
            path = f"/mentoring/proposals/{scene.proposal_id}"
            assert post_form(app, scene.senior_id, path, answer="yes").status_code == 303
    caplog.set_level(logging.INFO)
    with transaction():
        facts = session().scalar(select(func.count(Fact.id)))

    sights = live_through(app, scenes, lambda scene: scene.senior_id, lambda scene: scene.junior_id)

    silent = sights[SILENCE]
    for name in sights:
        assert sights[name] == silent, name
    assert [record for record in caplog.records if record.name.startswith(("app", "mentoring", "rq"))] == []
    with transaction():
        assert session().scalar(select(func.count(Fact.id))) == facts
    kinds = [letter[0] for letter in silent[-1][4]]  # type: ignore[attr-defined]  # what look() put there
    assert kinds == ["mentoring.proposed", "mentoring.continued", "mentoring.proposed"]


def test_a_junior_sees_nothing_of_what_a_senior_made_of_it(app: Application) -> None:
    sights = live_through(app, start_scenes(), lambda scene: scene.junior_id, lambda scene: scene.senior_id)

    assert all(sights[name] == sights[SILENCE] for name in sights)
    first = sights[SILENCE][0]
    assert first[0] == 404
    assert first[4:] == [[], []]


def test_hr_managers_and_strangers_get_the_page_of_what_never_was(app: Application) -> None:
    with clock.freeze_at(MONDAY):
        scene = ask_somebody()
    with clock.freeze_at(MONDAY), transaction():
        hr, manager, report_ = make_people(3)
        give_role(get_person(hr), "hr")
        session().execute(update(Person).where(Person.id == report_).values(manager_id=manager))
        session().execute(update(Person).where(Person.id == scene.junior_id).values(manager_id=manager))
    with clock.freeze_at(MONDAY):
        never = visit_page(app, hr, "/mentoring/proposals/999999")
        path = f"/mentoring/proposals/{scene.proposal_id}"
        for person_id in (hr, manager, scene.junior_id):
            page = visit_page(app, person_id, path)
            assert (page.status_code, strip_names(page.text)) == (404, strip_names(never.text))
            assert post_form(app, person_id, path, answer="yes").status_code == 404
    assert [proposal.state for proposal in list_proposals(scene.round_id)] == ["senior-asked"]


def test_what_is_over_says_nothing_of_how_it_ended(app: Application) -> None:
    with clock.freeze_at(MONDAY):
        scene = ask_somebody()
    with clock.freeze_at(MONDAY), transaction():
        decline_proposal(scene.senior_id, scene.proposal_id, ProposalAnswer.OTHER)
    run_daily_cycle_at(after_daily_cycle(MONDAY))

    with transaction():
        proposal = session().get_one(Proposal, scene.proposal_id)
        kept = {name: value for name, value in vars(proposal).items() if not name.startswith("_")}
    assert kept == {
        "id": scene.proposal_id,
        "round_id": scene.round_id,
        "senior_id": scene.senior_id,
        "junior_id": scene.junior_id,
        "state": ProposalState.OVER,
        "fit": kept["fit"],
        "explanation": {},
        "asked_at": None,
        "answer_due_at": None,
        "answer": None,
        "answered_at": None,
    }
    assert list_notices(scene.junior_id) == []
