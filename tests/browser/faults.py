"""What is wrong with a page: what axe finds, by day and by night, and whether it is wider than its window."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.visit import DESKTOP, PHONE

TAGS = ["RGAAv4", "EN-301-549", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that see colours. The others see the same page by day and by night."""
LOOK = (
    """wanted => axe.run(wanted).then(found => found.violations.map(fault => `${fault.id}: ${fault.nodes[0].html}`))"""
)
HEIGHT = 900


def faults_of(page: Page) -> list[str]:
    """Each fault of the page as its window shows it, with the first piece of the page that has it."""
    _bring_axe(page)
    return _faults_by_day(page)


def faults_everywhere(page: Page) -> list[str]:
    """Each fault on a desk and on a phone, by day and by night, and where it was found.

    The page is not loaded again between: it follows its window and the device. The window is left as it was.
    """
    before = page.viewport_size
    _bring_axe(page)
    faults = []
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        faults += [f"at {width} px, {fault}" for fault in (*_faults_by_day(page), *_faults_by_night(page))]
    if before:
        page.set_viewport_size(before)
    return faults


def overflows(page: Page) -> bool:
    """Whether one would have to scroll sideways, in the fonts that the page ends up with."""
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(f"document.fonts.ready.then(() => {wider})"))


def _bring_axe(page: Page) -> None:
    page.evaluate(Axe().axe_script)


def _faults_by_day(page: Page) -> list[str]:
    return [*_look(page, "tag", TAGS), *(["wider than the window"] if overflows(page) else [])]


def _faults_by_night(page: Page) -> list[str]:
    """The colours in the dark: the page changes its theme with the device."""
    page.emulate_media(color_scheme="dark")
    if page.locator("html[data-theme]").count():  # A mail has no theme of ours: it follows the device by itself.
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    faults = [f"by night, {fault}" for fault in _look(page, "rule", COLOURS)]
    page.emulate_media(color_scheme="light")
    return faults


def _look(page: Page, kind: str, values: list[str]) -> list[str]:
    """Axe tells the page's violations alone: what it says of all that is well would take longer to carry than to find."""
    wanted = {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}
    faults: list[str] = page.evaluate(LOOK, wanted)
    return faults
