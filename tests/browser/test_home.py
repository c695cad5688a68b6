"""The home page in a real browser: one next step, and a control over who sees what that works at once."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import PHONE, Open
from tests.browser.world import World


def test_somebody_signs_in_and_finds_one_next_mission_and_their_path(open_window: Open, world: World) -> None:
    page = open_window().sign_in(world.marc)

    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Marc")
    expect(page.get_by_role("heading", name="Répondez à une question en attente")).to_be_visible()
    expect(page.get_by_text("4 missions terminées sur 7", exact=True)).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "4")
    expect(page.get_by_role("heading", name="Agences du Grand Ouest")).to_be_visible()


def test_whoever_does_not_take_part_is_told_so_kindly_and_shown_no_points(open_window: Open, world: World) -> None:
    page = open_window().enter(world.ines).open("/home")

    expect(page.get_by_text("Vous ne participez pas pour le moment")).to_be_visible()
    expect(page.get_by_role("link", name="Découvrir")).to_be_visible()
    expect(page.get_by_role("heading", name="Mes points")).to_have_count(0)


def test_a_choice_is_kept_at_once_and_said_aloud(open_window: Open, world: World) -> None:
    page = open_window().enter(world.lea).open("/me/privacy")

    page.get_by_label("J’y figure").check()

    expect(page.locator("#said")).to_have_text("C’est enregistré.")
    page.reload()
    expect(page.get_by_label("J’y figure")).to_be_checked()
    page.get_by_label("Je n’y figure pas").check()
    expect(page.locator("#said")).to_have_text("C’est enregistré.")


def test_a_mission_put_off_gives_way_to_the_next(open_window: Open, world: World) -> None:
    page = open_window(width=PHONE).enter(world.lea).open("/home")
    first = page.locator("#h-next").inner_text()

    page.get_by_role("button", name="Me la reproposer lundi").click()

    expect(page.get_by_role("status").filter(has_text="lundi")).to_be_visible()
    expect(page.locator("#h-next")).not_to_have_text(first)


def test_the_language_and_the_theme_are_kept(open_window: Open, world: World) -> None:
    page = open_window().enter(world.lea).open("/home")

    page.get_by_role("button", name="EN, English version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Léa")
    page.locator("summary", has=page.locator(".pa-moon")).click()
    with page.expect_response("**/theme"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="FR, version française").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Léa")
