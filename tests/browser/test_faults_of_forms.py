"""A refused form in a real browser: the list of faults has the focus, and each line leads the focus to its field."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import PHONE, Open
from tests.browser.world import World


def test_the_list_of_faults_takes_the_focus_and_leads_to_each_field(open_window: Open, world: World) -> None:
    visit = open_window(width=PHONE)
    visit.enter(world.sam)
    page = visit.open("/hr/paths/new")
    page.get_by_role("button", name="Publier le parcours").click()
    expect(page.locator(".pa-summary")).to_be_focused()
    page.get_by_role("link", name="Titre : Écrivez quelque chose ici.").click()
    expect(page.locator("[id='f-title']")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[id='f-title.fr']")).to_be_focused()
    visit.complaints.clear()  # The browser itself tells of every 422 in its console.
