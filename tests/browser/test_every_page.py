"""Every page, on a desk and on a phone, by day and by night: it fits, axe finds nothing, and the browser says nothing."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

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
    "/welcome/who-sees-what",
    "/welcome/charter",
    "/welcome/ready",
)
OF_HR = ("/hr/boards", "/hr/boards/new")
TAGS = ["RGAAv4", "EN-301-549", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_and_every_page_fits(open_window: Open, world: World, width: int, scheme: str) -> None:
    visit = open_window(width=width, dark=scheme == "dark")
    found: dict[str, list[str]] = {}
    for path in PUBLIC:
        found[path] = _faults(visit.open(path))
    visit.sign_in(world.marc)
    for path in PERSONAL:
        found[path] = _faults(visit.open(path))
    visit.open("/home").locator("details.pa-menu summary").last.click()
    found["the open menu"] = _faults(visit.page)
    other = open_window(width=width, dark=scheme == "dark")
    writer = open_window(width=width, dark=scheme == "dark")
    writer.sign_in(world.sam)
    found |= {path: _faults(writer.open(path)) for path in OF_HR}
    found["before joining"] = _faults(other.sign_in(world.ines))

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_every_page_fits_the_smallest_phone(open_window: Open, world: World) -> None:
    visit = open_window(width=SMALLEST)
    wide = [path for path in PUBLIC if _overflows(visit.open(path))]
    visit.sign_in(world.lea)
    wide += [path for path in PERSONAL if _overflows(visit.open(path))]

    assert wide == []


def test_a_missing_page_says_what_to_do_and_axe_finds_nothing(open_window: Open, world: World) -> None:
    visit = open_window()
    page = visit.open("/nowhere")

    assert _faults(page) == []
    assert "Il n’y a rien à cette adresse" in page.locator("h1").inner_text()
    visit.complaints.clear()  # The browser itself tells of every 404 in its console.


def _faults(page: Page) -> list[str]:
    answer = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    faults = [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in answer.response["violations"]]
    return [*faults, *(["wider than the window"] if _overflows(page) else [])]


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
