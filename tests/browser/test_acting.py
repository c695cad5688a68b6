"""Acting on missions in a real browser: by keyboard, without scripts, and on pages where axe finds nothing."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import expect

from tests.browser.acting_world import build_team
from tests.browser.faults import faults_everywhere, faults_of
from tests.browser.visit import PHONE, Open
from tests.browser.world import World

KINDS = ("quiz", "evidence", "meeting", "check-in", "declaration", "profile")


def test_a_quiz_is_passed_with_the_keyboard_alone(open_window: Open, world: World, served: tuple[Flask, str]) -> None:
    with served[0].app_context():
        team = build_team("keys")
    visit = open_window()
    visit.enter(team.nadia)
    page = visit.open("/missions/keys-quiz")
    page.get_by_label("Toute l’entreprise").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("2 réponses sont à revoir")
    expect(page.get_by_label("Toute l’entreprise")).to_be_checked()
    visit.complaints.clear()  # The browser itself tells of every 422 in its console.
    assert faults_of(page) == []
    page.get_by_label("Toute l’entreprise").focus()
    for key in ("ArrowDown", "ArrowDown", "Tab", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    expect(page.get_by_role("heading", level=1)).to_have_text("Mission terminée, merci !")
    assert faults_of(page) == []
    page.get_by_role("link", name="C’est assez pour aujourd’hui").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Nadia")


def test_evidence_goes_there_and_back_without_scripts(
    open_window: Open, world: World, served: tuple[Flask, str]
) -> None:
    with served[0].app_context():
        team = build_team("papers")
    author, reading = open_window(scripts=False, width=PHONE), open_window(scripts=False)
    author.enter(team.nadia)
    page = author.open("/missions/papers-evidence")
    page.get_by_label("Votre texte").fill("Je programme mes réponses le matin.")
    page.get_by_label("Le lien").fill("https://rse.example/posts/1")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("status").filter(has_text="C’est envoyé")).to_be_visible()

    reading.enter(team.hugo)
    desk = reading.open("/animation/reviews")
    desk.get_by_role("button", name="Prendre").first.click()
    desk.get_by_label("Votre mot").fill("Avec quel outil ?")
    desk.get_by_role("button", name="Demander un complément").click()
    page.reload()
    page.get_by_label("Votre réponse").fill("Avec la messagerie.")
    page.get_by_role("button", name="Répondre").click()
    desk.reload()
    desk.get_by_role("link", name="Partagez un geste utile").click()
    expect(desk.get_by_text("Avec la messagerie.")).to_be_visible()
    desk.get_by_role("button", name="Accepter").click()

    page.reload()
    expect(page.get_by_text("Terminée", exact=True)).to_be_visible()


def test_axe_finds_nothing_where_one_acts(open_window: Open, world: World, served: tuple[Flask, str]) -> None:
    with served[0].app_context():
        team = build_team("axe")
    visit, host = (open_window() for _ in range(2))
    visit.enter(team.nadia)
    faults_by_page = {kind: faults_everywhere(visit.open(f"/missions/axe-{kind}")) for kind in KINDS}
    page = visit.open("/missions/axe-meeting")
    page.get_by_role("button", name="Montrer mon code").click()
    faults_by_page["code"] = faults_everywhere(page)
    faults_by_page["rehearsal"] = faults_everywhere(visit.open("/missions/axe-evidence/rehearse"))
    host.enter(team.hugo)
    desk = host.open("/missions/axe-check-in/presence")
    faults_by_page["presence"] = faults_everywhere(desk)
    expect(desk.get_by_role("img", name="Code à scanner")).to_be_visible()
    faults_by_page["queue"] = faults_everywhere(host.open("/animation/reviews"))

    assert {name: faults for name, faults in faults_by_page.items() if faults} == {}
