"""The button of a draw's page says in a real browser whether the draw agrees, and what differs if it does not."""

from __future__ import annotations

import json

from playwright.sync_api import Browser

from tests.draw_page import open_draw_page
from tests.missions.contests.draw.made_draws import PublishedDraw
from tests.missions.contests.draw.tampering import TAMPERED, make_honest_draw


def press_button(browser: Browser, draw: PublishedDraw, noted: str = "") -> tuple[list[str], list[str]]:
    """What the page says then, and whom it lists as winners."""
    page = browser.new_page()
    open_draw_page(page, draw.entries, draw.minutes, noted)
    page.get_by_role("button").click()
    page.locator("button:enabled").wait_for()
    shown = page.locator("[data-pa-draw-says]:visible").all_inner_texts()
    winners = page.locator("li").all_inner_texts()
    page.close()
    return shown, winners


def test_the_button_says_agrees_or_what_differs(browser: Browser) -> None:
    honest = make_honest_draw()
    winners = [line["pseudonym"] for line in json.loads(honest.minutes)["winners"]]
    assert press_button(browser, honest) == (["agrees"], winners)
    by_name = {case.name: case for case in TAMPERED}
    assert press_button(browser, by_name["another seat"].tamper()) == (["differs", "groups"], winners)
    assert press_button(browser, honest, "0" * 64)[0] == ["differs", "noted"]
    assert press_button(browser, by_name["lines in disorder"].tamper()) == (["unreadable"], [])
