"""What is wrong with a page: what axe finds, by day and by night, and whether it is wider than its window."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

TAGS = ["RGAAv4", "EN-301-549", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that see colours. The others see the same page by day and by night."""


def faults_of(page: Page) -> list[str]:
    """Each fault with the first piece of the page that has it."""
    faults = _told(Axe().run(page, options=_only("tag", TAGS)).response)
    return [*faults, *(["wider than the window"] if overflows(page) else [])]


def faults_by_day_and_by_night(page: Page) -> list[str]:
    """Everything in the light, then the colours in the dark: the page changes its theme with the device."""
    faults = faults_of(page)
    page.emulate_media(color_scheme="dark")
    if page.locator("html[data-theme]").count():  # A mail has no theme of ours: it follows the device by itself.
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    faults += [
        f"by night, {fault}" for fault in _told(page.evaluate("wanted => axe.run(wanted)", _only("rule", COLOURS)))
    ]
    page.emulate_media(color_scheme="light")
    return faults


def overflows(page: Page) -> bool:
    """Whether one would have to scroll sideways, in the fonts that the page ends up with."""
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(f"document.fonts.ready.then(() => {wider})"))


def _only(kind: str, values: list[str]) -> dict[str, object]:
    return {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}


def _told(answer: dict[str, Any]) -> list[str]:
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in answer["violations"]]
