"""From the first sign-in to the first completed mission in under three minutes, reading included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.kernel import clock
from app.kernel.transaction import transaction
from app.people.accounts.service.sign_in import set_password
from app.people.models import Unit
from app.people.queries import get_person
from missions.service.paths import write_and_publish_path
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability, MissionDraft, MissionText
from seeds.second_path import FIRST_MONTH, WHO_SEES_WHAT
from tests.browser.visit import PHONE, Open
from tests.browser.world import PASSWORD, World
from tests.makers import catch_up, make_people, make_unit

pytestmark = pytest.mark.browser

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
    open_window: Open, served: tuple[Flask, str], newcomer: str, record_property: Callable[[str, object], None]
) -> None:
    application, _ = served
    began, words, clicks = time.monotonic(), 0, 0
    page = open_window(width=PHONE).sign_in(newcomer)
    for way in ("Découvrir", "Continuer", "J’accepte la charte", "Participer"):
        words, clicks = words + _words(page), clicks + 1
        page.get_by_role("main").get_by_role("link", name=way).or_(page.get_by_role("button", name=way)).first.click()
    page.wait_for_url("**/home")
    with application.app_context():
        catch_up()
    page.reload()
    words += len(page.locator(".pa-hero").inner_text().split())
    page.get_by_role("link", name="Commencer").click()
    words += _words(page)
    for number, right in ((1, 3), (2, 2)):
        page.locator(f"input[name=question-{number}][value='{right}']").check()
    page.get_by_role("button", name="Vérifier mes réponses").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mission terminée, merci")
    clicks += 4
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
