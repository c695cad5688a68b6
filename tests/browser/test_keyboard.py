"""The keyboard alone: the skip link comes first, menus open and close, choices are made with arrows."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open
from tests.browser.world import World


def test_the_skip_link_comes_first_and_leads_to_the_content(open_window: Open, world: World) -> None:
    page = open_window().enter(world.marc).open("/home")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_choice_is_made_with_arrows_and_keeps_the_focus(open_window: Open, world: World) -> None:
    page = open_window().enter(world.lea).open("/me/privacy")
    page.get_by_label("Je n’y figure pas").focus()

    with page.expect_response("**/me/privacy/boards"):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("J’y figure")).to_be_focused()
    with page.expect_response("**/me/privacy/boards"):
        page.keyboard.press("ArrowUp")

    expect(page.get_by_label("Je n’y figure pas")).to_be_focused()
    expect(page.get_by_label("Je n’y figure pas")).to_be_checked()


def test_the_account_menu_opens_with_enter_and_closes_with_escape(open_window: Open, world: World) -> None:
    page = open_window().enter(world.marc).open("/home")
    menu = page.locator("summary[aria-label^='Mon compte']")
    menu.focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ma confidentialité")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Ma confidentialité")).to_be_hidden()
    expect(menu).to_be_focused()
