"""The frame of pages in windows of any width: it fits, and it hides nothing that a key or a link leads to."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.faults import overflows
from tests.browser.visit import DESKTOP, PHONE, Open
from tests.browser.world import World


def test_the_frame_fits_every_window_between_a_phone_and_a_desk(open_window: Open, world: World) -> None:
    visit = open_window()
    page = visit.enter(world.sam).open("/admin/upkeep")
    for width in range(PHONE, DESKTOP, 60):
        page.set_viewport_size({"width": width, "height": 900})
        assert not overflows(page), f"{width} px"


def test_neither_the_header_nor_the_tabs_of_a_phone_hide_what_a_key_or_a_link_leads_to(
    open_window: Open, world: World
) -> None:
    visit = open_window(width=PHONE)
    page = visit.enter(world.sam).open("/admin/roles")
    page.locator("main form .btn-primary").first.click()
    page.locator(".pa-faults a, [role=alert] a, main ul a[href^='#f-']").first.click()
    field = page.locator(":focus")
    assert is_uncovered(page, f"label[for='{field.get_attribute('id')}']")
    visit.complaints.clear()  # The browser tells of every 422 in its console.
    page = visit.open("/admin/upkeep")
    page.locator("main h1").click()
    for _ in range(page.locator("main .btn").count()):
        page.keyboard.press("Tab")
        assert is_uncovered(page, ":focus"), page.locator(":focus").inner_text()


def is_uncovered(page: Page, selector: str) -> bool:
    """Whether the middle of an element is what one sees at its place."""
    return bool(
        page.locator(selector).first.evaluate(
            """element => {
              const { x, y, width, height } = element.getBoundingClientRect();
              const there = document.elementFromPoint(x + width / 2, y + height / 2);
              return there !== null && (element.contains(there) || there.contains(element));
            }"""
        )
    )
