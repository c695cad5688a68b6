"""JavaScript off: every form does its work."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import PHONE, Open
from tests.browser.world import World


def test_every_form_works_without_scripts(open_window: Open, world: World) -> None:
    page = open_window(scripts=False).sign_in(world.sam)
    page.get_by_role("link", name="Découvrir").click()
    page.get_by_role("link", name="Continuer").click()
    page.get_by_role("button", name="J’accepte la charte").click()
    page.get_by_role("button", name="Participer").click()
    expect(page.get_by_role("status").filter(has_text="Bienvenue")).to_be_visible()

    page.goto(page.url.partition("/missions/")[0] + "/me/privacy")
    page.get_by_label("J’y figure").check()
    form = page.locator("form").filter(has=page.get_by_label("J’y figure"))
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_label("J’y figure")).to_be_checked()

    page.get_by_role("button", name="EN, English version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My privacy")
    page.locator("summary").first.click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")

    page.get_by_role("button", name="Stop taking part").click()
    expect(page.get_by_role("heading", name="You are not taking part")).to_be_visible()
    page.locator("summary:visible").last.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_demo_is_entered_by_its_list_and_its_search(open_window: Open, world: World) -> None:
    visit = open_window(scripts=False, width=PHONE)
    page = visit.open("/demo/sign-in-as")
    page.get_by_role("searchbox").fill("delorme")
    page.get_by_role("button", name="Chercher").click()

    page.get_by_role("button", name="Entrer comme Marc Delorme").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Marc")


def test_a_wrong_password_is_told_without_saying_which_half_is_wrong(open_window: Open, world: World) -> None:
    visit = open_window(scripts=False)
    page = visit.open("/login")
    page.locator("input[name=email]").fill(world.marc)
    page.locator("input[name=password]").fill("pas celui-là du tout")
    page.get_by_role("button", name="Entrer").click()

    expect(page.get_by_role("alert")).to_contain_text("ne correspondent pas")
    expect(page.locator("input[name=email]")).to_have_value(world.marc)
    visit.complaints.clear()  # The browser itself tells of every 401 in its console.
