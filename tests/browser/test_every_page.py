"""Every page, on a desk and on a phone, by day and by night: it fits, axe finds nothing, and the browser says nothing."""

from __future__ import annotations

import pytest

from tests.browser.faults import faults_by_day_and_by_night, faults_of, overflows
from tests.browser.visit import DESKTOP, PHONE, SMALLEST, Open
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
OFFICIAL = (
    "/hr/points",
    "/hr/points/mission",
    "/hr/points/new",
    "/hr/points/mission/change",
    "/admin/countries",
    "/hr/crisis",
    "/hr/boards",
    "/hr/boards/new",
)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_and_every_page_fits(open_window: Open, world: World, width: int) -> None:
    visit = open_window(width=width)
    found: dict[str, list[str]] = {}
    for path in PUBLIC:
        found[path] = faults_by_day_and_by_night(visit.open(path))
    visit.enter(world.marc)
    for path in PERSONAL:
        found[path] = faults_by_day_and_by_night(visit.open(path))
    visit.open("/home").locator("details.pa-menu summary").last.click()
    found["the open menu"] = faults_by_day_and_by_night(visit.page)
    hr = open_window(width=width)
    hr.enter(world.sam)
    for path in OFFICIAL:
        found[path] = faults_by_day_and_by_night(hr.open(path))
    other = open_window(width=width)
    found["before joining"] = faults_by_day_and_by_night(other.sign_in(world.ines))

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_every_page_fits_the_smallest_phone(open_window: Open, world: World) -> None:
    visit = open_window(width=SMALLEST)
    wide = [path for path in PUBLIC if overflows(visit.open(path))]
    visit.enter(world.lea)
    wide += [path for path in PERSONAL if overflows(visit.open(path))]
    hr = open_window(width=SMALLEST)
    hr.enter(world.sam)
    wide += [path for path in OFFICIAL if overflows(hr.open(path))]

    assert wide == []


def test_a_missing_page_says_what_to_do_and_axe_finds_nothing(open_window: Open, world: World) -> None:
    visit = open_window()
    page = visit.open("/nowhere")

    assert faults_of(page) == []
    assert "Il n’y a rien à cette adresse" in page.locator("h1").inner_text()
    visit.complaints.clear()  # The browser itself tells of every 404 in its console.
