"""Volunteering in a real browser: by keyboard on a phone in under four minutes, without scripts, on pages where axe finds nothing."""

from __future__ import annotations

import sys
import time

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.faults import faults_everywhere, overflows
from tests.browser.mentoring_world import build_round
from tests.browser.visit import PHONE, SMALLEST, Open
from tests.browser.world import World

A_PERSON_PRESSES = 0.35
"""Seconds that somebody takes for one press of a key and a look at where it led, unhurried."""
A_PERSON_READS = 60
"""Seconds to read the page and to think of what to write."""


class Keys:
    """The keyboard, and how often it was pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.presses += len(keys)

    def type(self, text: str) -> None:
        """Letters into whatever has the focus."""
        self.page.keyboard.type(text)
        self.presses += len(text)

    def tab_to(self, selector: str) -> None:
        """On with the tab key until it is there."""
        for _ in range(160):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"The tab key never came to {selector}.")


def test_somebody_volunteers_by_keyboard_on_a_phone_in_under_four_minutes(
    open_window: Open, world: World, served: tuple[Flask, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with served[0].app_context():
        made = build_round("clavier")
    visit = open_window(width=PHONE)
    visit.enter(made.new)
    page = visit.open("/mentoring")
    keys, begun = Keys(page), time.monotonic()

    keys.tab_to("a[href*='side=senior']")
    keys.press("Enter")
    page.wait_for_url("**/subjects*")
    keys.tab_to("[name='wanted.linkedin']")
    keys.press("ArrowDown", "ArrowDown", "ArrowDown")
    keys.tab_to("main button.btn-primary")
    keys.press("Enter")
    page.wait_for_url("**/hours")
    keys.tab_to("[name=half_days][value='1-morning']")
    keys.press("Space")
    keys.tab_to("[name=half_days][value='3-afternoon']")
    keys.press("Space", "Enter")
    page.wait_for_url("**/place")
    keys.tab_to("main button.btn-primary")
    keys.press("Enter")
    page.wait_for_url("**/hopes")
    keys.tab_to("[name=hopes]")
    keys.type("Oser publier sans me relire dix fois.")
    keys.tab_to("main button.btn-primary")
    keys.press("Enter")
    page.wait_for_url("**/mentoring")

    expect(page.get_by_role("status").filter(has_text="C’est enregistré à")).to_be_visible()
    taken = time.monotonic() - begun
    at_a_pace = A_PERSON_READS + keys.presses * A_PERSON_PRESSES
    with capsys.disabled():
        pace = f"{keys.presses} keys, {taken:.1f} s here, {at_a_pace:.0f} s at a person's pace"
        sys.stdout.write(f"\nvolunteering by keyboard at {PHONE} px: {pace}\n")
    assert at_a_pace < 240


def test_a_mentor_offers_prepares_withdraws_and_comes_back_without_scripts(
    open_window: Open, world: World, served: tuple[Flask, str]
) -> None:
    with served[0].app_context():
        made = build_round("sans-script")
    visit = open_window(width=PHONE, scripts=False)
    visit.enter(made.new)
    page = visit.open("/mentoring")
    page.get_by_role("link", name="Je peux transmettre").click()
    onward = page.get_by_role("button", name="Étape suivante").last
    onward.click()
    expect(page.get_by_role("alert")).to_contain_text("Une réponse est à revoir")
    visit.complaints.clear()  # The browser itself tells of every 422 in its console.
    page.get_by_role("group", name="LinkedIn").get_by_label("Mon niveau").select_option("4")
    onward.click()
    page.get_by_label("mardi, de 8 h à 12 h").check()
    page.get_by_role("button", name="Étape précédente").click()
    expect(page.get_by_role("group", name="LinkedIn").get_by_label("Mon niveau")).to_have_value("4")
    onward.click()
    page.get_by_role("button", name="Préciser heure par heure").click()
    page.get_by_label("mardi, de 9 h à 10 h").uncheck()
    onward.click()
    onward.click()
    page.get_by_label("Vous espérez y gagner").fill("Apprendre à expliquer.")
    page.get_by_role("button", name="Me porter volontaire").click()
    expect(page.get_by_role("status").filter(has_text="C’est enregistré à")).to_be_visible()

    page.get_by_role("link", name="Me préparer").click()
    page.get_by_role("link", name="Page suivante").click()
    page.get_by_role("link", name="Page précédente").click()
    for _ in range(3):
        page.get_by_role("button", name="J’ai lu cette page").click()
    expect(page.get_by_role("status").filter(has_text="Votre préparation est terminée")).to_be_visible()
    page.get_by_role("button", name="Me retirer").click()
    page.get_by_role("button", name="Revenir, avec mes réponses").click()
    expect(page.get_by_text("Vous êtes volontaire comme mentor numérique")).to_be_visible()


def test_axe_finds_nothing_in_mentoring_and_every_page_fits(
    open_window: Open, world: World, served: tuple[Flask, str]
) -> None:
    with served[0].app_context():
        made = build_round("axe")
    visit, desk = open_window(), open_window()
    visit.enter(made.junior)
    desk.enter(made.hr)
    own_paths = (
        "/mentoring",
        *(
            f"/mentoring/wishes/{made.slug}/{step}"
            for step in ("subjects", "hours", "hours?view=by-hours", "place", "hopes")
        ),
        f"/mentoring/rounds/{made.slug}",
        "/mentoring/preparation/posture",
    )
    programme = f"/hr/programmes/{made.slug}"
    hr_paths = (
        "/hr/programmes",
        "/hr/programmes/new",
        "/hr/programmes/new?step=limits",
        "/hr/programmes/new?step=check",
        programme,
        f"{programme}/follow-up",
        f"{programme}/restitution",
        "/hr/skills",
    )
    faults_by_page = {path: faults_everywhere(visit.open(path)) for path in own_paths}
    faults_by_page |= {path: faults_everywhere(desk.open(path)) for path in hr_paths}
    page = visit.open(f"/mentoring/wishes/{made.slug}/subjects")
    page.get_by_role("button", name="Plutôt apprendre").click()
    faults_by_page["the other side"] = faults_everywhere(page)
    page.get_by_role("button", name="Étape suivante").last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    faults_by_page["remarks"] = faults_everywhere(page)
    visit.complaints.clear()  # The browser itself tells of every 422 in its console.

    assert {path: faults for path, faults in faults_by_page.items() if faults} == {}


def test_mentoring_fits_the_smallest_phone(open_window: Open, world: World, served: tuple[Flask, str]) -> None:
    with served[0].app_context():
        made = build_round("petit")
    visit = open_window(width=SMALLEST)
    visit.enter(made.new)
    wishes = f"/mentoring/wishes/{made.slug}/subjects?side=senior"
    paths = ("/mentoring", wishes, f"/mentoring/rounds/{made.slug}")
    assert [path for path in paths if overflows(visit.open(path))] == []
