"""A public page is kept for what it shows: whatever changes, who comes next reads what is true then, as if it were written anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import Executable, delete, update

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person, Site
from app.web.kept_pages import write_once
from badges.credentials.models import BadgePage
from badges.models import Award, BadgeVersion
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.badges.credentials.makers import DESCRIPTION, NAME, browser_of, make_holder, open_page
from tests.missions.authoring.forms import words_of

LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=UTC)
OTHER_TEXT = {"fr": "Autre texte", "en": "Other text"}
OTHER_NAME = {"fr": "Autre nom", "en": "Other name"}

CHANGES: dict[str, tuple[Callable[[], Executable], str]] = {
    "revoked": (lambda: update(Award).values(revoked_at=LONG_AGO), "Badge retiré"),
    "held again": (lambda: update(Award).values(revoked_at=None), "Badge authentique"),
    "over": (lambda: update(Award).values(expires_at=LONG_AGO), "Badge arrivé à son terme"),
    "renewed": (lambda: update(Award).values(expires_at=datetime(2029, 1, 5, tzinfo=UTC)), "Valable jusqu’au"),
    "listed": (lambda: update(BadgePage).values(is_listed=True), "Badge authentique"),
    "another name": (lambda: update(Person).values(given_name="Dominique"), "Dominique Martin"),
    "another place": (lambda: update(Site).values(time_zone="America/Cayenne"), "Valable jusqu’au"),
    "another text": (lambda: update(BadgeVersion).values(description=OTHER_TEXT), "Autre texte"),
    "the badge that it takes renamed": (
        lambda: update(BadgeVersion).where(BadgeVersion.criterion == "missions-completed").values(name=OTHER_NAME),
        "Autre nom",
    ),
    "left": (lambda: update(Person).values(left_on=date(2026, 1, 5)), "Il n’y a rien à cette adresse"),
    "back": (lambda: update(Person).values(left_on=None), "Dominique Martin"),
    "closed": (lambda: delete(BadgePage), "Il n’y a rien à cette adresse"),
}


def test_whatever_changes_the_next_reader_gets_what_a_page_written_anew_says(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder(and_then=publish_badge_of_badges)
    address, stranger = f"/b/{open_page(browser_of(bare_app, holder), 'both')}", bare_app.test_client()
    before = stranger.get(address)
    for name, (change, sentence) in CHANGES.items():
        with bare_app.app_context(), transaction():
            session().execute(change())
        kept = stranger.get(address)
        write_once.cache_clear()
        anew = stranger.get(address)

        assert sentence in words_of(kept), name
        assert [kept.text, kept.status] == [anew.text, anew.status], name
        assert kept.headers.get("X-Robots-Tag") == anew.headers.get("X-Robots-Tag"), name
        assert kept.text != before.text, name
        before = kept


def test_a_page_puts_nothing_into_a_browser_and_is_read_in_the_language_that_its_link_names(
    bare_app: Application,
) -> None:
    with bare_app.app_context():
        holder = make_holder()
    browser = browser_of(bare_app, holder)
    address, stranger = f"/b/{open_page(browser)}", bare_app.test_client()

    answers = [stranger.get(address), stranger.get(f"{address}?language=en"), stranger.get(f"{address}?language=xx")]

    assert [answer.text.count("Badge authentique") for answer in answers] == [1, 0, 1]
    assert "Authentic badge" in answers[1].text
    assert not [answer for answer in answers if "Set-Cookie" in answer.headers or "csrf" in answer.text]
    assert browser.get(address).text == answers[0].text, "Its holder reads what outsiders read."


def publish_badge_of_badges() -> None:
    """A badge for whoever holds the other one."""
    create_and_publish_badge(
        "both", "all-of", {"badges": ["steps"]}, text=BadgeText(name=NAME, description=DESCRIPTION)
    )
