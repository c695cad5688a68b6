"""An animator writes a mission on a wide screen, looks at last month, publishes it, and finds it on a phone."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.kernel.transaction import transaction
from app.people.queries import get_person_by_email
from app.people.service.roles import give_role
from tests.browser.faults import faults_everywhere, faults_of
from tests.browser.visit import PHONE, Open
from tests.browser.world import World

PAGES = (
    "/hr/missions",
    "/hr/missions/new",
    "/hr/missions/new?kind=distinct&step=whole",
    "/hr/missions/new?kind=set&step=action",
    "/hr/missions/new?kind=set&step=people",
    "/hr/missions/repondre",
    "/hr/missions/repondre/edit",
    "/hr/programme",
    "/hr/paths",
    "/hr/paths/new",
    "/hr/paths/decouverte",
)


@pytest.fixture
def author(served: tuple[Flask, str], world: World) -> str:
    """Somebody of the company who animates."""
    with served[0].app_context(), transaction():
        give_role(get_person_by_email(world.sam), "animator")
    return world.sam


def write(page: Page, slug: str) -> None:
    """Fill in a mission, as an author types it."""
    for tongue, title in (("fr", "Accueillez un nouveau"), ("en", "Welcome a newcomer")):
        page.locator(f"[name='title.{tongue}']").fill(title)
        page.locator(f"[name='why.{tongue}']").fill("Trois mots suffisent, et l’on s’en souvient.")
        page.locator(f"[name='who_sees.{tongue}']").fill("Les membres de la communauté.")
    page.locator("[name=slug]").fill(slug)
    expect(page.get_by_role("status").filter(has_text="Gardé à")).to_be_visible()
    page.get_by_role("button", name="Étape suivante").click()
    page.get_by_label("répondre à quelqu’un").check()
    page.locator("[name='settings.wanted']").fill("1")
    for _ in range(3):
        page.get_by_role("button", name="Étape suivante").click()
    expect(page.get_by_text("Étape 5 sur 5")).to_be_visible()


def test_an_animator_writes_looks_back_publishes_and_finds_it_on_a_phone(open_window: Open, author: str) -> None:
    visit = open_window()
    page = visit.enter(author).open("/home")
    page.get_by_label("Mon compte").click()
    page.get_by_role("link", name="Espace RH").click()
    page.get_by_role("navigation").first.get_by_role("link", name="Missions").click()
    page.get_by_role("link", name="Créer une mission").click()
    page.get_by_role("radio", name="Agir sur le réseau").check()
    page.get_by_role("button", name="Continuer").click()
    write(page, "accueillir")

    page.get_by_role("button", name="Compter").click()
    expect(page.locator("#look")).to_contain_text("Les quatre dernières semaines")
    page.get_by_role("button", name="Vérifier avant de publier").click()
    expect(page.get_by_role("heading", name="Ce que verront les personnes")).to_be_visible()
    expect(page.locator("h3", has_text="Accueillez un nouveau")).to_be_visible()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("status").filter(has_text="C’est publié")).to_be_visible()

    phone = open_window(width=PHONE)
    row = phone.enter(author).open("/hr/missions").get_by_role("row").filter(has_text="Accueillez un nouveau")
    expect(row).to_contain_text("Publiée")
    expect(row).to_contain_text("Sans effet")
    assert faults_of(phone.page) == []


def test_steps_are_moved_with_no_script_at_all(open_window: Open, author: str) -> None:
    visit = open_window(scripts=False)
    page = visit.enter(author).open("/hr/paths/decouverte")
    first = page.locator("[name='steps.0.mission']").input_value()

    page.get_by_role("button", name="Descendre 1", exact=True).click()

    assert page.locator("[name='steps.1.mission']").input_value() == first


def test_axe_finds_nothing_on_the_authors_pages_and_every_one_fits(open_window: Open, author: str) -> None:
    visit = open_window()
    visit.enter(author)
    faults_by_page = {path: faults_everywhere(visit.open(path)) for path in PAGES}
    visit.open("/hr/missions/new?kind=activity&step=whole").get_by_role("button", name="Compter").click()
    visit.page.wait_for_selector(".pa-summary")
    faults_by_page["a refused form"] = faults_everywhere(visit.page)
    visit.complaints.clear()  # The browser tells of every 422 in its console.

    assert {path: faults for path, faults in faults_by_page.items() if faults} == {}
