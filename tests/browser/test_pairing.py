"""Two people walk their whole way on a phone, and axe finds nothing on any page of theirs."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.faults import faults_everywhere
from tests.browser.pair_world import Tandem, build_tandem
from tests.browser.visit import PHONE, Open
from tests.browser.world import World


@pytest.fixture
def tandem(world: World, served: tuple[Flask, str]) -> Tandem:
    """Two people, and two sessions."""
    with served[0].app_context():
        return build_tandem()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_two_people_agree_move_note_hold_answer_and_close_on_a_phone_without_scripts(
    open_window: Open, tandem: Tandem
) -> None:
    senior, junior = (open_window(width=PHONE, scripts=False) for _ in range(2))
    home = senior.enter(tandem.senior).open("/home")
    expect(home.get_by_role("heading", name="Mon binôme")).to_be_visible()
    home.get_by_role("link", name="Ouvrir").first.click()
    press(home, "J’accepte")
    page = junior.enter(tandem.junior).open(tandem.path)
    press(page, "J’accepte")
    expect(page.get_by_text("Vous l’avez accepté tous les deux.")).to_be_visible()

    page.get_by_label("Notes", exact=True).fill("Apporter une photo prise près d’une fenêtre.")
    page.locator("form").filter(has=page.get_by_label("Notes", exact=True)).get_by_role("button").click()
    home.reload()
    expect(home.get_by_label("Notes", exact=True)).to_have_value("Apporter une photo prise près d’une fenêtre.")
    press(home, "Elle a eu lieu")
    expect(home.get_by_role("heading", name="Après cette première séance")).to_be_visible()
    press(home, "Oui, cela me convient")
    expect(home.get_by_role("heading", name="Après cette première séance")).to_have_count(0)

    home.get_by_role("link", name="Déplacer").click()
    home.get_by_role("button", name="à 9 h 00").first.click()
    expect(home.get_by_role("status").filter(has_text="C’est réservé")).to_be_visible()
    page.reload()
    expect(page.get_by_text("de 9 h 00 à 9 h 45").first).to_be_visible()


def test_the_last_word_goes_from_one_to_the_other(open_window: Open, world: World, served: tuple[Flask, str]) -> None:
    with served[0].app_context():
        tandem = build_tandem(sessions=1)
    senior, junior = open_window(width=PHONE), open_window(width=PHONE)
    page = senior.enter(tandem.senior).open(tandem.path)
    press(page, "Elle a eu lieu")
    page.get_by_role("link", name="Terminer par un merci").click()
    page.get_by_label("Oui, je recommencerais").check()
    page.get_by_label("Un mot pour Inès Benali").fill("Grâce à vous, j’ose publier.")
    press(page, "Terminer")
    expect(page.get_by_role("status").filter(has_text="Bravo à vous deux")).to_be_visible()

    other = junior.enter(tandem.junior).open(tandem.path)
    expect(other.get_by_text("Grâce à vous, j’ose publier.")).to_be_visible()
    expect(other.get_by_text("0 h 45")).to_be_visible()
    assert faults_everywhere(other) == []


def test_axe_finds_nothing_where_two_meet(open_window: Open, tandem: Tandem) -> None:
    visit = open_window()
    visit.enter(tandem.senior)
    later = f"{tandem.path}/sessions/2"
    paths = (
        tandem.path,
        later,
        f"{tandem.path}/levels",
        "/mentoring/guides",
        "/mentoring/guides/profile",
        "/me/calendar",
        "/home",
    )
    faults_by_page = {path: faults_everywhere(visit.open(path)) for path in paths}
    page = visit.open(tandem.path)
    press(page, "Arrêter ce binôme")
    expect(page.get_by_role("status").first).to_contain_text("dans dix minutes")
    faults_by_page["stopping"] = faults_everywhere(page)
    press(page, "Annuler et continuer")
    page.goto(f"{visit.address}/me/calendar")
    press(page, "Créer mon adresse")
    faults_by_page["address"] = faults_everywhere(page)
    page.goto(f"{visit.address}{tandem.path}/closing")
    faults_by_page["closing"] = faults_everywhere(page)

    assert {name: faults for name, faults in faults_by_page.items() if faults} == {}
