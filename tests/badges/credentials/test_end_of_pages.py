"""A public page ends with its badge, with its holder and with their wish; nothing of it is left where it was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select, update

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.mail_server import parse_sender_address
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.models import Person, Site
from badges.credentials.models import StatusListPlace
from badges.merging.service import MERGED_ACCOUNTS
from badges.models import Award
from tests.badges.credentials.makers import browser_of, document_of, make_holder, open_page
from tests.badges.credentials.test_signing import bits_of
from tests.badges.test_awards import completed
from tests.forms import send
from tests.makers import catch_up, make_people, tell
from tests.people.merging.two import merge

ADDRESSES = (
    "/b/{}",
    "/b/{}.json",
    "/b/{}.jwt",
    "/b/{}.png",
    "/b/{}.svg",
    "/b/{}/preview.png",
    "/ob/v2/assertions/{}",
)
ZONES = ("America/Cayenne", "Europe/Paris", "Pacific/Auckland")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Badges have their older form too."""
    return replace(settings, badge_email=parse_sender_address("badges@example.org"))


def test_a_badge_is_over_at_the_second_at_which_its_last_day_ends_where_its_holder_works(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    token, stranger = open_page(browser_of(bare_app, holder)), bare_app.test_client()
    for zone in ZONES:
        end = datetime(2027, 2, 6, tzinfo=ZoneInfo(zone))
        with bare_app.app_context(), transaction():
            session().execute(update(Site).values(time_zone=zone))
            session().execute(update(Award).values(expires_at=end))
        for moment, sentence, status in (
            (end - timedelta(seconds=1), "Badge authentique, en cours de validité", 200),
            (end, "Badge arrivé à son terme", 404),
        ):
            with clock.freeze_at(moment):
                page = stranger.get(f"/b/{token}").text
                assert sentence in page, (zone, moment)
                assert "Valable jusqu’au 5 février 2027" in page.replace("\u00a0", " "), zone
                assert stranger.get(f"/b/{token}.json").status_code == status, (zone, moment)


def test_of_somebody_who_was_erased_nothing_is_left_but_what_was_counted(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    token, status = open_page(browser), document_of(browser)["credentialStatus"]
    before = count_what_stays(bare_app)
    assert stranger.get(f"/b/{token}").status_code == 200

    with bare_app.app_context(), transaction():
        session().execute(delete(Person).where(Person.id == holder))

    assert [stranger.get(address.format(token)).status_code for address in ADDRESSES] == [404] * len(ADDRESSES)
    with bare_app.app_context():
        assert bits_of(bare_app, status["statusListCredential"]) == [int(status["statusListIndex"])]
    assert count_what_stays(bare_app) == before == (1, 1)


def test_of_two_people_who_are_merged_the_page_of_the_second_says_that_its_badge_is_revoked(
    bare_app: Application,
) -> None:
    with bare_app.app_context():
        merged = make_holder()
        with transaction():
            (kept,) = make_people(1)
        tell(completed("steps", kept))
        catch_up()
    token, own = (open_page(browser_of(bare_app, person_id)) for person_id in (merged, kept))
    with bare_app.app_context():
        merge(kept, merged)

    browser, stranger = browser_of(bare_app, kept), bare_app.test_client()
    page = stranger.get(f"/b/{token}")
    assert (page.status_code, "Badge retiré" in page.text, MERGED_ACCOUNTS in page.text) == (200, True, False)
    assert [stranger.get(address.format(token)).status_code for address in ADDRESSES[1:5]] == [404] * 4
    assert "Badge authentique" in stranger.get(f"/b/{own}").text
    assert f"/b/{own}" in browser.get("/me/badges/steps").text

    send(browser, "/badges/steps/page/close")
    assert [stranger.get(f"/b/{each}").status_code for each in (token, own)] == [404, 404]


def count_what_stays(app: Application) -> tuple[int | None, int | None]:
    """How many awards were announced, and how many places of lists are given."""
    with app.app_context(), transaction():
        announced = select(func.count()).select_from(Fact).where(Fact.kind == "badge.awarded")
        return session().scalar(announced), session().scalar(select(func.count()).select_from(StatusListPlace))


def test_nothing_that_was_kept_answers_for_a_page_that_was_closed(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    token = open_page(browser)
    for address in ADDRESSES:
        headers = stranger.get(address.format(token)).headers
        assert headers["Cache-Control"] == "no-store", address
        assert not {"ETag", "Last-Modified", "Expires", "Age"} & set(headers.keys()), address

    send(browser, "/badges/steps/page/close")

    kept = {"If-None-Match": "*", "If-Modified-Since": "Mon, 30 Nov 2026 12:00:00 GMT", "Cache-Control": "max-stale"}
    for address in ADDRESSES:
        assert stranger.get(address.format(token), headers=kept).status_code == 404, address
