"""Every page, on a desk and on a phone, by day and by night: it fits, axe finds nothing, and the browser says nothing."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALLEST, Open
from tests.browser.world import World

pytestmark = pytest.mark.browser

PUBLIC = ("/login", "/demo/sign-in-as", "/charter", "/api/docs")
PERSONAL = (
    "/home",
    "/missions",
    "/missions/repondre",
    "/missions/suivre",
    "/paths/decouverte",
    "/badges",
    "/boards",
    "/boards/equipes",
    "/boards/collegues",
    "/me/privacy",
    "/me/points",
    "/me/emails",
    "/me/emails/this-week",
    "/notifications",
    "/welcome/who-sees-what",
    "/welcome/charter",
    "/welcome/ready",
)
OFFICIAL = ("/hr/points", "/hr/points/mission", "/hr/points/new", "/hr/points/mission/change", "/admin/countries")
TAGS = ["RGAAv4", "EN-301-549", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that see colours. The others see the same page by day and by night."""


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_and_every_page_fits(open_window: Open, world: World, width: int) -> None:
    visit = open_window(width=width)
    found: dict[str, list[str]] = {}
    for path in PUBLIC:
        found[path] = _by_day_and_by_night(visit.open(path))
    visit.sign_in(world.marc)
    for path in PERSONAL:
        found[path] = _by_day_and_by_night(visit.open(path))
    visit.open("/home").locator("details.pa-menu summary").last.click()
    found["the open menu"] = _by_day_and_by_night(visit.page)
    hr = open_window(width=width)
    hr.sign_in(world.sam)
    found["/hr/crisis"] = _by_day_and_by_night(hr.open("/hr/crisis"))
    other = open_window(width=width)
    found["before joining"] = _by_day_and_by_night(other.sign_in(world.ines))

    for path in OFFICIAL:
        found[path] = _by_day_and_by_night(other.open(path))

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_every_page_fits_the_smallest_phone(open_window: Open, world: World) -> None:
    visit = open_window(width=SMALLEST)
    wide = [path for path in PUBLIC if _overflows(visit.open(path))]
    visit.sign_in(world.lea)
    wide += [path for path in PERSONAL if _overflows(visit.open(path))]
    other = open_window(width=SMALLEST)
    other.sign_in(world.ines)
    wide += [path for path in OFFICIAL if _overflows(other.open(path))]

    assert wide == []


def test_a_missing_page_says_what_to_do_and_axe_finds_nothing(open_window: Open, world: World) -> None:
    visit = open_window()
    page = visit.open("/nowhere")

    assert _faults(page) == []
    assert "Il n’y a rien à cette adresse" in page.locator("h1").inner_text()
    visit.complaints.clear()  # The browser itself tells of every 404 in its console.


def _by_day_and_by_night(page: Page) -> list[str]:
    """Everything in the light, then the colours in the dark: the page changes its theme with the device."""
    faults = _faults(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    faults += [
        f"by night, {fault}" for fault in _told(page.evaluate("wanted => axe.run(wanted)", _only("rule", COLOURS)))
    ]
    page.emulate_media(color_scheme="light")
    return faults


def _faults(page: Page) -> list[str]:
    faults = _told(Axe().run(page, options=_only("tag", TAGS)).response)
    return [*faults, *(["wider than the window"] if _overflows(page) else [])]


def _only(kind: str, values: list[str]) -> dict[str, object]:
    return {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}


def _told(answer: dict[str, Any]) -> list[str]:
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in answer["violations"]]


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
