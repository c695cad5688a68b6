"""What is wrong with a page: what axe finds, and whether it is wider than its window."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["RGAAv4", "EN-301-549", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults_of(page: Page) -> list[str]:
    """Each fault with the first piece of the page that has it."""
    answer = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    faults = [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in answer.response["violations"]]
    return [*faults, *(["wider than the window"] if overflows(page) else [])]


def overflows(page: Page) -> bool:
    """Whether one would have to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
