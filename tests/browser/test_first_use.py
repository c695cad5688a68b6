"""From the first sign-in to the first completed mission in under three minutes, reading included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.kernel import clock
from app.kernel.hours import parse_working_hours
from app.kernel.transaction import transaction
from app.people.accounts.service.sign_in import set_password
from app.people.models import Unit
from app.people.queries import get_person, get_person_by_email
from app.people.service.hours import set_site_hours
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability, MissionDraft, MissionText
from seeds.second_path import FIRST_MONTH, WHO_SEES_WHAT
from tests.browser.faults import faults_of
from tests.browser.visit import PHONE, Open
from tests.browser.world import PASSWORD, World
from tests.makers import catch_up, make_people, make_unit
from tests.paths import write_and_publish_path

WORDS_A_MINUTE = 238
"""How fast adults read silently on average (Brysbaert, 2019); we count every word that each page shows."""
SECONDS_A_CLICK = 1.3
"""To point at a button and press it (Card, Moran and Newell, 1980)."""

MACHINE = 8
"""Seconds that all pages together may take of the three minutes. The bench measures pages; a loaded machine takes longer."""


@pytest.fixture
def newcomer(served: tuple[Flask, str], world: World) -> Iterator[str]:
    """Somebody of a team of their own, for whom a short quiz is about to close; nobody else is shown it."""
    application, _ = served
    with application.app_context():
        with transaction():
            unit = make_unit()
            (person_id,) = make_people(1, unit=unit, joined_at=None)
            person = get_person(person_id)
            set_password(person, PASSWORD)
            _publish(unit)
            email = person.email
        catch_up()
        yield email


def _publish(unit: Unit) -> None:
    quiz = FIRST_MONTH[0]
    text = MissionText(title=quiz.title, why=quiz.why, who_sees=quiz.who_sees)
    availability = Availability(ends_at=clock.now() + timedelta(days=1), audience={"units": [unit.slug]})
    create_and_publish_mission(
        "arrivee-quiz",
        MissionDraft(kind="quiz", settings=WHO_SEES_WHAT, text=text, minutes=3, points=10, availability=availability),
    )
    title = {"fr": "Bienvenue", "en": "Welcome"}
    write_and_publish_path(
        "arrivee",
        title=title,
        why=title,
        missions=["arrivee-quiz"],
        opens_on_joining=True,
        audience={"units": [unit.slug]},
    )


def test_the_first_mission_is_completed_within_three_minutes(
    open_window: Open, newcomer: str, record_property: Callable[[str, object], None]
) -> None:
    began, words, clicks = time.monotonic(), 0, 0
    page = open_window(width=PHONE).sign_in(newcomer)
    for way in ("Découvrir", "Continuer", "J’accepte la charte", "Participer"):
        words, clicks = words + _words(page), clicks + 1
        page.get_by_role("main").get_by_role("link", name=way).or_(page.get_by_role("button", name=way)).first.click()
    page.wait_for_url("**/missions/arrivee-quiz")
    words += _words(page)
    for number, right in ((1, 3), (2, 2)):
        page.locator(f"input[name=question-{number}][value='{right}']").check()
    page.get_by_role("button", name="Vérifier mes réponses").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mission terminée, merci")
    clicks += 3
    machine, reading = time.monotonic() - began, words / WORDS_A_MINUTE * 60
    person = reading + clicks * SECONDS_A_CLICK
    record_property(
        "figures",
        [
            ("the machine, s", f"{machine:.1f}"),
            (f"reading {words} words, s", f"{reading:.0f}"),
            (f"{clicks} clicks, s", f"{clicks * SECONDS_A_CLICK:.0f}"),
            ("first use to first mission, s", f"{machine + person:.0f} of 180"),
        ],
    )
    assert person < 180 - MACHINE


def _words(page: Page) -> int:
    return len(page.get_by_role("main").inner_text().split())


WAYS = {
    "fr": ("Découvrir", "Continuer", "J’accepte la charte", "Participer", "Ouvrir le réseau", "Dire bonjour"),
    "en": ("Discover", "Continue", "I accept the charter", "Take part", "Open the network", "Say hello"),
}
RESULTS = {
    "fr": ("Mission terminée, merci !", "Vous avez reçu le badge « Premier mot »", "Elle vaut 20 points."),
    "en": (
        "Mission completed, thank you!",
        "You have earned the badge “First word”",
        "It is worth 20 points. It is outside working hours now: they arrive on Monday",
    ),
}


@pytest.mark.parametrize(("language", "weekday", "hour"), [("fr", 2, 10), ("en", 7, 14)])
def test_a_newcomer_reaches_a_badge_by_the_network_without_reloading_anything(
    open_window: Open, served: tuple[Flask, str], world: World, language: str, weekday: int, hour: int
) -> None:
    """A Tuesday in French and a Sunday in English; tests/test_first_minutes.py walks the other days without a browser."""
    application, _ = served
    moment = _next_moment(weekday, hour)
    with application.app_context(), transaction():
        sam = get_person_by_email(world.sam)
        sam.locale = language
        set_site_hours(sam.site_id, parse_working_hours("mon-fri 07:00-20:00"))
    with requests_at(application, moment):
        page = open_window(width=PHONE).sign_in(world.sam)
        for way in WAYS[language][:4]:
            _press(page, way)
        page.wait_for_url("**/missions/publier-un-mot")
        with page.expect_popup() as popup:
            _press(page, WAYS[language][4])
        _press(popup.value, WAYS[language][5])
        popup.value.get_by_role("status").first.wait_for()
        with application.app_context(), clock.freeze_at(moment):
            catch_up()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_url("**/missions/publier-un-mot/done")

        title, badge, points = RESULTS[language]
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_role("status").filter(has_text=badge).first).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text(points)
        assert faults_of(page) == []


def _press(page: Page, name: str) -> None:
    main = page.get_by_role("main")
    main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()


def _next_moment(weekday: int, hour: int) -> datetime:
    """That weekday of the ISO calendar and hour, from tomorrow on."""
    tomorrow = clock.now().replace(hour=hour, minute=0) + timedelta(days=1)
    return tomorrow + timedelta(days=(weekday - tomorrow.isoweekday()) % 7)


@contextmanager
def requests_at(application: Flask, moment: datetime) -> Iterator[None]:
    """Let every request of the server see this moment: each has a thread of its own, and the clock is the border."""
    serve = application.wsgi_app

    def serve_at(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with clock.freeze_at(moment):
            return serve(environ, start_response)

    application.wsgi_app = serve_at  # type: ignore[method-assign]  # as Flask documents it
    try:
        yield
    finally:
        application.wsgi_app = serve  # type: ignore[method-assign]  # as Flask documents it
