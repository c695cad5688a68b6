"""What is wrong with a page: what axe finds, by day and by night, and whether it is wider than its window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.visit import DESKTOP, PHONE, SMALLEST

TAGS = ["RGAAv4", "EN-301-549", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["link-in-text-block"]
"""The rules that see colours, beside that of the contrast of text. The others see the same page by day and by night."""
LOOK = Path(__file__).with_name("look.js").read_text()
TAKE_FONTS = """() => { window.taken = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules].reverse().flatMap(rule => {
  if (!(rule instanceof CSSFontFaceRule)) return [];
  sheet.deleteRule([...sheet.cssRules].indexOf(rule));
  return [[sheet, rule.cssText]];
})) }"""
GIVE_FONTS = "() => window.taken.forEach(([sheet, face]) => sheet.insertRule(face))"
HEIGHT = 900

passed_appearances: set[str] = set()
"""The colours of text, and of what lies behind, that axe passed in this process: on whichever page, they pass again."""


def faults_of(page: Page) -> list[str]:
    """Each fault of the page as its window shows it, with the first piece of the page that has it."""
    _bring_axe(page)
    return _faults_by_day(page, is_desk=False)


def faults_everywhere(page: Page) -> list[str]:
    """Each fault on a desk and on phones, by day and by night, and where it was found.

    The page is not loaded again between: it follows its window and the device. The window is left as it was.
    """
    before = page.viewport_size
    _bring_axe(page)
    _set_width(page, DESKTOP)
    faults = [f"at {DESKTOP} px, {fault}" for fault in _faults_by_day(page, is_desk=True)]
    with _by_night(page):
        faults += [f"at {DESKTOP} px by night, {fault}" for fault in _look(page, "rule", COLOURS)]
        _set_width(page, PHONE)
        faults += [f"at {PHONE} px by night, {fault}" for fault in _look(page, "rule", COLOURS)]
    faults += [f"at {PHONE} px, {fault}" for fault in _faults_by_day(page, is_desk=False)]
    faults += ["wider than the smallest phone"] if _overflows_smallest(page) else []
    if before:
        page.set_viewport_size(before)
    return faults


def overflows(page: Page) -> bool:
    """Whether one would have to scroll sideways, in the fonts that the page ends up with."""
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(f"document.fonts.ready.then(() => {wider})"))


def _bring_axe(page: Page) -> None:
    """Every later page of the window brings axe by itself: its text goes to the browser once.

    A click returns when the next document begins; axe and its readers need the whole of it.
    """
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(_read_axe())
        page.context.add_init_script(_read_axe())


def _set_width(page: Page, width: int) -> None:
    wanted = ViewportSize(width=width, height=HEIGHT)
    if page.viewport_size != wanted:
        page.set_viewport_size(wanted)


def _faults_by_day(page: Page, *, is_desk: bool) -> list[str]:
    return [*_look(page, "tag", TAGS, is_roomy=is_desk), *(["wider than the window"] if overflows(page) else [])]


@contextmanager
def _by_night(page: Page) -> Iterator[None]:
    """The dark: the page changes its theme with the device."""
    page.emulate_media(color_scheme="dark")
    if page.locator("html[data-theme]").count():  # A mail has no theme of ours: it follows the device by itself.
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    yield
    page.emulate_media(color_scheme="light")


def _overflows_smallest(page: Page) -> bool:
    """The smallest phone has none of our fonts: a page must fit in whatever font it has."""
    _set_width(page, SMALLEST)
    page.evaluate(TAKE_FONTS)
    is_too_wide = overflows(page)
    page.evaluate(GIVE_FONTS)
    return is_too_wide


def _look(page: Page, kind: str, values: list[str], *, is_roomy: bool = False) -> list[str]:
    """Axe tells the page's violations: what it says of all that is well would take longer to carry than to find.

    It does not read style sheets and sound first: of these rules, only the one about sound that plays by itself asks for it.
    """
    wanted = {"type": kind, "values": values}
    looked = page.evaluate(LOOK, {"wanted": wanted, "passed": list(passed_appearances), "roomy": is_roomy})
    passed_appearances.update(looked["passed"])
    faults: list[str] = looked["faults"]
    return faults


@cache
def _read_axe() -> str:
    return str(Axe().axe_script)
