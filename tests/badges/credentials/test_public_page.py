"""A holder opens a page to whoever has its address, and closes it at once; its pictures hold the badge."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from openbadgeslib.baking import extract_png, extract_svg
from sqlalchemy import update

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person
from badges.models import Award
from tests.badges.credentials.makers import BASE, browser_of, document_of, jwt_of, make_holder, open_page
from tests.badges.test_awards import completed, reopened
from tests.badges.test_serving import SENTENCE, publish_and_award
from tests.forms import send
from tests.makers import catch_up, make_people, make_unit, record_departure, tell
from tests.missions.authoring.forms import words_of

FILES = ("", ".json", ".jwt", ".png", ".svg", "/preview.png")


def test_a_page_is_closed_until_its_holder_opens_it_and_gone_when_they_close_it(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    assert "Ouvrir une page publique" in browser.get("/me/badges/steps").text

    send(browser, "/badges/steps/page/open")

    path = path_of_page(browser)
    page = stranger.get(path)
    assert "Badge authentique, en cours de validité" in page.text
    assert "Camille Martin" in page.text
    assert "Ce qui a été compté : 1 mission sur 1" in words_of(page)
    assert "le grade n’entre pas en compte" in page.text
    assert "Ambassadrice du partage 2026" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert f'content="{BASE}{path}/preview.png"' in page.text
    assert "certUrl=https%3A%2F%2Fbadges.example.org%2Fb%2F" in page.text
    assert [stranger.get(path + end).status_code for end in FILES] == [200] * 6
    assert stranger.get(f"{path}.jwt").text == jwt_of(browser)
    assert "Authentic badge, currently valid" in stranger.get(path, headers={"Accept-Language": "en"}).text
    send(browser, "/badges/steps/page/open")
    assert path_of_page(browser) == path, "An open page keeps its address."

    send(browser, "/badges/steps/page/close")

    assert [stranger.get(path + end).status_code for end in FILES] == [404] * 6
    send(browser, "/badges/steps/page/open")
    assert path_of_page(browser) != path
    assert stranger.get(path).status_code == 404


def test_search_engines_list_a_page_only_while_its_holder_lets_them(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    send(browser, "/badges/steps/page/open")
    path = path_of_page(browser)

    for answer, sign in (("yes", "noarchive"), ("no", "noindex")):
        send(browser, "/badges/steps/page/list", is_listed=answer)
        page = stranger.get(path)
        assert (page.headers["X-Robots-Tag"], page.headers["Cache-Control"]) == (sign, "no-store")
        assert f'<meta name="robots" content="{sign}">' in page.text
        assert stranger.get(f"{path}.json").headers["X-Robots-Tag"] == "noindex"


def test_a_page_has_its_address_its_reference_and_pictures_of_three_sizes(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    send(browser, "/badges/steps/page/open")
    path = path_of_page(browser)
    name = document_of(browser)["credentialSubject"]["id"].removeprefix("urn:uuid:")

    page = stranger.get(path).text

    assert f'id="address">{BASE}{path}</code>' in page
    assert f"Référence {name[:4]}-{name[4:8]}".upper() in page.upper()
    for side in (128, 512, 1024):
        picture = stranger.get(f"{path}/{side}.png").data
        assert int.from_bytes(picture[16:20]) == int.from_bytes(picture[20:24]) == side
        assert extract_png(picture, keyword=b"openbadgecredential") == jwt_of(browser)
    assert stranger.get(f"{path}/4096.png").status_code == 404


def test_a_page_names_the_team_that_a_badge_served_while_its_holder_shows_it(bare_app: Application) -> None:
    with bare_app.app_context():
        with transaction():
            unit = make_unit("Logistique")
            unit_id, team = unit.id, make_people(12, unit=unit)
            (holder,) = make_people(1)
        publish_and_award(holder, [(person, unit_id) for person in team[:4]])
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    path = f"/b/{open_page(browser, 'useful')}"
    assert SENTENCE not in words_of(stranger.get(path))

    for answer, is_shown in ({"is_shown": "yes"}, True), ({}, False):
        send(browser, "/badges/useful/team", **answer)
        assert (SENTENCE in words_of(stranger.get(path))) is is_shown


def test_a_page_says_nothing_of_the_directory(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
        with transaction():
            person = get_person(holder)
            identifiers = (person.external_id, person.email)
    browser = browser_of(bare_app, holder)
    send(browser, "/badges/steps/page/open")
    path = path_of_page(browser)

    answers = [bare_app.test_client().get(path + end).data for end in FILES]

    assert not [word for word in identifiers for answer in answers if word.encode() in answer]


def test_a_revoked_badge_is_said_to_be_without_a_reason_and_gives_no_file(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    send(browser, "/badges/steps/page/open")
    path = path_of_page(browser)
    with bare_app.app_context():
        tell(reopened("steps", holder))
        catch_up()

    page = stranger.get(path).text

    assert "Badge retiré" in page
    assert "authentique" not in page
    assert "linkedin" not in page
    assert [stranger.get(path + end).status_code for end in (".json", ".jwt", ".png", ".svg")] == [404] * 4
    assert path in browser.get("/me/badges/steps").text, "Its holder can still close it."
    with bare_app.app_context():
        tell(completed("steps", holder, number=2))
        catch_up()
    assert "Badge authentique" in stranger.get(path).text


def test_a_badge_whose_term_is_over_says_so_and_nobody_who_left_has_a_page(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    send(browser, "/badges/steps/page/open")
    path = path_of_page(browser)
    with bare_app.app_context(), transaction():
        session().execute(update(Award).values(expires_at=date(2026, 2, 5)))
    assert "Badge arrivé à son terme" in stranger.get(path).text

    with bare_app.app_context(), transaction():
        record_departure(get_person(holder), date(2026, 11, 1))

    assert [stranger.get(path + end).status_code for end in FILES] == [404] * 6


def test_nobody_opens_the_page_of_a_badge_that_they_do_not_hold(bare_app: Application) -> None:
    with bare_app.app_context():
        make_holder(slug="steps")
        other = make_holder(slug="other")

    assert send(browser_of(bare_app, other), "/badges/steps/page/open").status_code == 404


@pytest.mark.judge
def test_pictures_hold_the_badge_as_others_read_it_and_are_the_same_bytes_twice(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder(name={"fr": "« Œuvre » & <partage>®", "en": "Work"})
    browser = browser_of(bare_app, holder)
    png, svg = (browser.get(f"/badges/steps/credential.{end}").data for end in ("png", "svg"))

    assert extract_png(png, keyword=b"openbadgecredential") == jwt_of(browser)
    assert extract_svg(svg, element="openbadges:credential") == jwt_of(browser)
    root = ET.fromstring(svg)
    assert root[0].tag == "{https://purl.imsglobal.org/ob/v3p0}credential"
    assert root[0].attrib == {"verify": jwt_of(browser)}
    assert root[1].text == "« Œuvre » & <partage>®"
    assert browser.get("/badges/steps/credential.png").data == png


@pytest.mark.judge
def test_pngcheck_finds_no_fault_in_a_picture_and_one_chunk_of_text(
    bare_app: Application, pngcheck: str, tmp_path: Path
) -> None:
    with bare_app.app_context():
        holder = make_holder()
    path = tmp_path / "badge.png"
    path.write_bytes(browser_of(bare_app, holder).get("/badges/steps/credential.png").data)

    report = subprocess.run([pngcheck, "-v", "-t", str(path)], capture_output=True, text=True, check=True).stdout

    assert report.count("chunk iTXt") == 1
    assert "keyword: openbadgecredential" in report
    assert "No errors detected" in report


def path_of_page(browser: FlaskClient) -> str:
    """The path of the page that is open, as its holder reads it on the page of the badge."""
    match = re.search(rf'href="{BASE}(/b/[\w-]+)"', browser.get("/me/badges/steps").text)
    assert match is not None, "No page is open."
    return match[1]
