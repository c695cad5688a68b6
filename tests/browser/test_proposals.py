"""Proposals in a real browser: HR calculates, a senior and a junior answer on a phone without scripts, and axe finds nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.sign_in import set_password
from app.people.queries import get_person
from app.people.service.roles import give_role
from mentoring.proposals.lifecycle import State
from mentoring.proposals.models import Proposal
from mentoring.rounds.models import Round
from tests.browser.faults import faults_everywhere, overflows
from tests.browser.visit import PHONE, SMALLEST, Open
from tests.browser.world import PASSWORD, World
from tests.makers import make_people
from tests.mentoring.proposals.company import make_round, make_seniors, run_asked, volunteer

pytestmark = pytest.mark.browser


def build_round() -> tuple[str, str]:
    """A round that is being matched, with thirteen seniors and eleven juniors; its name, and the e-mail of somebody of HR."""
    with transaction():
        round_id, (hr,) = make_round(), make_people(1)
        seniors, juniors = make_seniors(13), make_people(11)
        volunteer(round_id, seniors, "senior", skills=(("linkedin", 3), ("power-bi", 2)))
        volunteer(round_id, juniors, "junior", skills=(("linkedin", 3),))
        give_role(get_person(hr), "hr")
        for person_id in (hr, *seniors, *juniors):
            set_password(get_person(person_id), PASSWORD)
        made, today = session().get_one(Round, round_id), clock.now().date()
        made.volunteering_ends_on, made.starts_on, made.ends_on = today, today, today + timedelta(days=180)
        return made.slug, get_person(hr).email


def asked_pair(slug: str) -> tuple[int, str, str]:
    """Some proposal that is out, and who the two are."""
    with transaction():
        found = session().query(Proposal).join(Round).filter(Round.slug == slug, Proposal.state == State.SENIOR_ASKED)
        one = found.order_by(Proposal.id).first()
        assert one is not None
        return one.id, get_person(one.senior_id).email, get_person(one.junior_id).email


def test_a_round_is_calculated_put_out_and_answered_on_pages_where_axe_finds_nothing(
    open_window: Open, world: World, served: tuple[Flask, str]
) -> None:
    with served[0].app_context():
        slug, hr = build_round()
    path, found = f"/hr/programmes/{slug}/matching", {}
    desk = open_window(scripts=False)
    desk.enter(hr)
    looking = open_window()
    looking.enter(hr)
    desk.open(path).get_by_role("button", name="Calculer").click()
    expect(desk.page.get_by_text("Il attend qu’un traitement se libère.")).to_be_visible()
    with served[0].app_context():
        run_asked()
    desk.page.get_by_role("link", name="Actualiser").click()
    found["calculated"] = faults_everywhere(looking.open(path))
    desk.page.get_by_role("button", name="Envoyer les propositions").click()
    found["out"] = faults_everywhere(looking.open(path))

    with served[0].app_context():
        number, senior, junior = asked_pair(slug)
    one, other = open_window(width=PHONE, scripts=False), open_window(width=PHONE, scripts=False)
    looking = open_window()
    one.enter(senior)
    looking.enter(senior)
    one.open("/mentoring").get_by_role("link", name="Lire la proposition").click()
    found["a proposal"] = faults_everywhere(looking.open(f"/mentoring/proposals/{number}"))
    one.page.get_by_role("button", name="Oui, volontiers").click()
    expect(one.page.get_by_role("heading", name="Vous avez dit oui")).to_be_visible()
    other.enter(junior)
    other.open("/mentoring").get_by_role("link", name="Lire la proposition").click()
    other.page.get_by_role("button", name="Pas maintenant").click()
    other.page.get_by_role("button", name="Annuler ma réponse").click()
    other.page.get_by_role("button", name="Oui, volontiers").click()
    expect(other.page.get_by_role("heading", name="Votre binôme est formé")).to_be_visible()
    found["mentoring"] = faults_everywhere(looking.open("/mentoring"))

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_proposal_and_a_calculation_fit_the_smallest_phone(
    open_window: Open, world: World, served: tuple[Flask, str]
) -> None:
    with served[0].app_context():
        slug, hr = build_round()
    visit = open_window(width=SMALLEST, scripts=False)
    visit.enter(hr)
    visit.open(f"/hr/programmes/{slug}/matching").get_by_role("button", name="Calculer").click()
    with served[0].app_context():
        run_asked()
    wide = [overflows(visit.open(f"/hr/programmes/{slug}/matching"))]
    visit.page.get_by_role("button", name="Envoyer les propositions").click()
    with served[0].app_context():
        number, senior, _ = asked_pair(slug)
    other = open_window(width=SMALLEST, scripts=False)
    other.enter(senior)
    wide.append(overflows(other.open(f"/mentoring/proposals/{number}")))

    assert wide == [False, False]
