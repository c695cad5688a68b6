"""Proposals in a real browser: HR calculates, a senior and a junior answer on a phone without scripts, and axe finds nothing."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask
from playwright.sync_api import expect

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.sign_in import set_password
from app.people.queries import get_person
from app.people.service.roles import give_role
from mentoring.proposals.lifecycle import ProposalState
from mentoring.proposals.models import Proposal
from mentoring.rounds.models import Round
from tests.browser.faults import faults_everywhere, overflows
from tests.browser.visit import PHONE, SMALLEST, Open
from tests.browser.world import PASSWORD, World
from tests.makers import make_people
from tests.mentoring.proposals.company import add_volunteers, make_round, make_seniors, run_requested


def build_round() -> tuple[str, str]:
    """A round that is being matched, with thirteen seniors and eleven juniors; its name, and the e-mail of somebody of HR."""
    with transaction():
        round_id, (hr,) = make_round(), make_people(1)
        seniors, juniors = make_seniors(13), make_people(11)
        add_volunteers(round_id, seniors, "senior", skills=(("linkedin", 3), ("power-bi", 2)))
        add_volunteers(round_id, juniors, "junior", skills=(("linkedin", 3),))
        give_role(get_person(hr), "hr")
        for person_id in (hr, *seniors, *juniors):
            set_password(get_person(person_id), PASSWORD)
        made, today = session().get_one(Round, round_id), clock.now().date()
        made.volunteering_ends_on, made.starts_on, made.ends_on = today, today, today + timedelta(days=180)
        return made.slug, get_person(hr).email


def asked_pair(slug: str) -> tuple[int, str, str]:
    """Some proposal that is out, and who the two are."""
    with transaction():
        proposals = (
            session()
            .query(Proposal)
            .join(Round)
            .filter(Round.slug == slug, Proposal.state == ProposalState.SENIOR_ASKED)
        )
        proposal = proposals.order_by(Proposal.id).first()
        assert proposal is not None
        return proposal.id, get_person(proposal.senior_id).email, get_person(proposal.junior_id).email


def test_a_round_is_calculated_released_and_answered_on_pages_where_axe_finds_nothing(
    open_window: Open, world: World, served: tuple[Flask, str]
) -> None:
    with served[0].app_context():
        slug, hr = build_round()
    path, faults_by_page = f"/hr/programmes/{slug}/matching", {}
    desk = open_window(scripts=False)
    desk.enter(hr)
    looking = open_window()
    looking.enter(hr)
    desk.open(path).get_by_role("button", name="Calculer").click()
    expect(desk.page.get_by_text("En attente d’un traitement libre.")).to_be_visible()
    with served[0].app_context():
        run_requested()
    desk.page.get_by_role("link", name="Actualiser").click()
    faults_by_page["calculated"] = faults_everywhere(looking.open(path))
    desk.page.get_by_role("button", name="Envoyer les propositions").click()
    faults_by_page["out"] = faults_everywhere(looking.open(path))

    with served[0].app_context():
        number, senior, junior = asked_pair(slug)
    senior_window, junior_window = open_window(width=PHONE, scripts=False), open_window(width=PHONE, scripts=False)
    looking = open_window()
    senior_window.enter(senior)
    looking.enter(senior)
    senior_window.open("/mentoring").get_by_role("link", name="Lire la proposition").click()
    faults_by_page["a proposal"] = faults_everywhere(looking.open(f"/mentoring/proposals/{number}"))
    senior_window.page.get_by_role("button", name="Oui, volontiers").click()
    expect(senior_window.page.get_by_role("heading", name="Vous avez dit oui")).to_be_visible()
    junior_window.enter(junior)
    junior_window.open("/mentoring").get_by_role("link", name="Lire la proposition").click()
    junior_window.page.get_by_role("button", name="Pas maintenant").click()
    junior_window.page.get_by_role("button", name="Annuler ma réponse").click()
    junior_window.page.get_by_role("button", name="Oui, volontiers").click()
    expect(junior_window.page.get_by_role("heading", name=re.compile("Votre binôme avec .* est formé"))).to_be_visible()
    faults_by_page["mentoring"] = faults_everywhere(looking.open("/mentoring"))

    assert {name: faults for name, faults in faults_by_page.items() if faults} == {}


def test_a_proposal_and_a_calculation_fit_the_smallest_phone(
    open_window: Open, world: World, served: tuple[Flask, str]
) -> None:
    with served[0].app_context():
        slug, hr = build_round()
    visit = open_window(width=SMALLEST, scripts=False)
    visit.enter(hr)
    visit.open(f"/hr/programmes/{slug}/matching").get_by_role("button", name="Calculer").click()
    with served[0].app_context():
        run_requested()
    wide = [overflows(visit.open(f"/hr/programmes/{slug}/matching"))]
    visit.page.get_by_role("button", name="Envoyer les propositions").click()
    with served[0].app_context():
        number, senior, _ = asked_pair(slug)
    junior_window = open_window(width=SMALLEST, scripts=False)
    junior_window.enter(senior)
    wide.append(overflows(junior_window.open(f"/mentoring/proposals/{number}")))

    assert wide == [False, False]
