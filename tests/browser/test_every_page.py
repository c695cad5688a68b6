"""Every page, on a desk and on a phone, by day and by night: it fits, axe finds nothing, and the browser says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from werkzeug.test import TestResponse

from tests.browser.faults import faults_everywhere, overflows
from tests.browser.visit import SMALLEST, Open, Visit
from tests.browser.world import PASSWORD, TOKEN, World
from tests.forms import send

PUBLIC = ("/login", "/demo/sign-in-as", "/charter", "/api/docs", f"/b/{TOKEN}")
PERSONAL = (
    "/home",
    "/missions",
    "/missions/repondre",
    "/missions/repondre/why",
    "/missions/suivre",
    "/paths/decouverte",
    "/badges",
    "/badges/premier-mot",
    "/badges/ambassadeur",
    "/me/badges/ambassadeur",
    "/badges/ambassadeur/versions",
    "/me/wallet",
    "/give",
    "/give/ambassadeur",
    "/thanks",
    "/thanks/new",
    "/thanks/attached",
    "/thanks/kept",
    "/thanks/kept/print",
    "/thanks/practices",
    "/ambassadors",
    "/ambassadors/nominate",
    "/ambassadors/role-sheet",
    "/ambassadors/signals",
    "/ambassadors/responsibilities",
    "/ambassadors/publicity",
    "/ambassadors/appeal",
    "/ambassadors/texts",
    "/boards",
    "/boards/equipes",
    "/boards/collegues",
    "/me/privacy",
    "/me/data",
    "/me/points",
    "/me/sign-in",
    "/demo/network",
    "/me/emails",
    "/me/emails/this-week",
    "/notifications",
    "/welcome/who-sees-what",
    "/welcome/charter",
    "/welcome/ready",
)
OFFICIAL = (
    "/hr",
    "/animation",
    "/admin",
    "/transparency",
    "/hr/points",
    "/hr/points/mission",
    "/hr/points/new",
    "/hr/points/mission/change",
    "/admin/audit",
    "/admin/networks",
    "/admin/networks/kinds/matrix/new",
    "/admin/roles",
    "/admin/tokens",
    "/admin/upkeep",
    "/admin/keys",
    "/admin/mail",
    "/admin/countries",
    "/admin/webhooks",
    "/admin/people",
    "/admin/people/1",
    "/admin/people/2/undo",
    "/admin/people/groups/unit/1",
    "/admin/people/groups/unit/1/merge?into=2",
    "/admin/people/merge?kept=delorme@armor.example&merged=traore-vandenberghe@armor.example",
    "/admin/people/aliases/1",
    "/admin/people/aliases/unknown",
    "/admin/people/aliases/unknown/account?source=chat&name=a.lovelace",
    "/admin/addresses",
    "/hr/crisis",
    "/hr/boards",
    "/animation/thanks",
    "/hr/boards/new",
    "/payroll/prizes",
    "/payroll/register",
    "/hr/badges",
    "/hr/badges/groups",
    "/hr/badges/new",
    "/hr/badges/new?criterion=useful-answers",
    "/hr/badges/new?criterion=any-of",
    "/hr/badges/premier-mot",
    "/hr/badges/trois-mots",
    "/hr/badges/trois-mots/check",
    "/hr/badges/ambassadeur",
    "/hr/badges/ambassadeur/people",
    "/hr/ambassadors",
    "/hr/ambassadors/rules",
    "/hr/ambassadors/removals",
    "/ambassadors/questions",
    "/ambassadors/communities",
    "/ambassadors/appeals",
    "/ambassadors/time",
)
FORMS = (
    "/admin/people/groups",
    "/admin/people/groups/unit/1/rename?name=Relations",
    "/admin/people/aliases?q=a",
    "/hr/missions",
    "/hr/missions/new?kind=activity&step=text",
    "/hr/missions/new?kind=distinct&step=action",
    "/hr/missions/new?kind=activity&step=time",
    "/hr/missions/new?kind=activity&step=people",
    "/hr/missions/new?kind=quiz&step=whole",
    "/hr/missions/new?kind=quiz&step=check",
    "/hr/paths/new",
    "/hr/programmes/new",
    "/hr/programmes/new?step=calendar",
    "/hr/programmes/new?step=people",
    "/hr/programmes/new?step=limits",
    "/hr/programmes/new?step=check",
    "/hr/programmes/new?step=whole",
)
FIRST_ON_PHONE = ("/home", "/missions", "/badges", "/boards/collegues", "/me/privacy", "/me/points", "/notifications")
REFUSED = (
    "/admin/people/merge",
    "/hr/paths/new",
    "/hr/boards/new",
    "/hr/boards/seasons",
    "/admin/countries",
    "/admin/people",
    "/admin/roles",
    "/admin/tokens",
    "/hr/programmes/new",
    "/hr/badges/new?criterion=any-of",
)
"""Forms that are sent empty, and come back with their faults."""


def test_axe_finds_nothing_on_pages_for_everybody_and_every_one_fits(open_window: Open, world: World) -> None:
    visit = open_window()

    assert _faults(visit, PUBLIC) == {}


def test_axe_finds_nothing_on_personal_pages_and_every_one_fits(open_window: Open, world: World) -> None:
    visit = open_window()
    visit.enter(world.marc)

    assert _faults(visit, PERSONAL) == {}
    visit.open("/home").locator("details.pa-menu summary:visible").last.click()
    assert faults_everywhere(visit.page) == [], "the open menu"


def test_axe_finds_nothing_on_official_pages_and_every_one_fits(open_window: Open, world: World) -> None:
    visit = open_window()
    visit.enter(world.sam)

    assert _faults(visit, OFFICIAL) == {}


def test_axe_finds_nothing_on_the_home_page_before_joining_and_it_fits(open_window: Open, world: World) -> None:
    visit = open_window()
    visit.enter(world.ines)

    assert _faults(visit, ("/home",)) == {}


def test_pages_that_begin_on_the_smallest_phone_fit_it(open_window: Open, world: World) -> None:
    """A long name and nothing done yet; every other page is made that narrow where axe looks at it."""
    visit = open_window(width=SMALLEST)
    visit.enter(world.lea)

    assert [path for path in FIRST_ON_PHONE if overflows(visit.open(path))] == []


def test_every_page_is_valid_html(
    served: tuple[Flask, str], world: World, list_html_faults: Callable[[dict[str, str]], dict[str, list[str]]]
) -> None:
    pages: dict[str, str] = {}
    for person, paths in ((None, PUBLIC), (world.marc, PERSONAL[:-1]), (world.sam, (*OFFICIAL, *FORMS))):
        client = served[0].test_client()
        if person is not None:
            send(client, "/login", email=person, password=PASSWORD)
        pages |= {path: _read(client.get(path), 200) for path in paths}
        pages |= {f"refused {path}": _read(send(client, path), 422) for path in REFUSED if person == world.sam}

    assert list_html_faults(pages) == {}
    assert [path for path, page in pages.items() if re.search(r'\shx-\w+=|datetime="[^"]*\.\d', page)] == []


def test_a_missing_page_says_what_to_do_and_axe_finds_nothing(open_window: Open, world: World) -> None:
    visit = open_window()
    page = visit.open("/nowhere")

    assert faults_everywhere(page) == []
    assert "Il n’y a rien à cette adresse" in page.locator("h1").inner_text()
    visit.complaints.clear()  # The browser itself tells of every 404 in its console.


def _faults(visit: Visit, paths: tuple[str, ...]) -> dict[str, list[str]]:
    faults_by_path = {path: faults_everywhere(visit.open(path)) for path in paths}
    return {path: faults for path, faults in faults_by_path.items() if faults}


def _read(answer: TestResponse, status: int) -> str:
    assert answer.status_code == status, f"{answer.request.path}: {answer.status}"
    return answer.text
