"""A newcomer's first minutes in the demo's own programme: eight clicks to a mission, its points or the reason, and a badge, on any day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.hours import parse_working_hours
from app.kernel.transaction import transaction
from app.people.charter import CURRENT
from app.people.queries import get_person
from app.people.service.hours import set_site_hours
from app.points.jobs import credit_all_points_that_waited
from seeds.programme import publish_programme
from tests.forms import sign_in
from tests.makers import catch_up, make_people
from tests.points.makers import get_balance
from tests.server import serving_with_network

MOST_CLICKS = 8
MOST_WORDS = 1000
"""About four minutes of reading, as tests/browser/test_first_use.py counts them."""
MONDAY_MORNING = datetime(2026, 12, 7, 6, 1, tzinfo=UTC)
MOMENTS = {
    "a weekday": datetime(2026, 12, 3, 10, 0, tzinfo=UTC),
    "a Sunday": datetime(2026, 12, 6, 14, 0, tzinfo=UTC),
    "a night": datetime(2026, 12, 3, 22, 30, tzinfo=UTC),
    "January": datetime(2027, 1, 5, 9, 0, tzinfo=UTC),
}
ARRIVALS = {"a Sunday": ("lundi 7 décembre à 7 h 00", "Monday 7 December at 7:00")}
ARRIVALS["a night"] = ("vendredi 4 décembre à 7 h 00", "Friday 4 December at 7:00")
RESULTS = {
    "fr": ("Mission terminée, merci !", "Vous avez reçu le badge « Premiers pas »", "Elle vaut 20 points."),
    "en": ("Mission completed, thank you!", "You have earned the badge “First steps”", "It is worth 20 points."),
}

NOT_READ = re.compile(
    r"<(svg|noscript|select)\b.*?</\1>|</summary>.*?</details>|<span class=\"visually-hidden\">.*?</span>|<[^>]+>",
    re.DOTALL,
)
"""What is drawn, folded, chosen from or spoken by a screen reader alone, and the marks between words."""


class Walk:
    """One person's browser: it follows only links and buttons that the page shows, and counts clicks and words."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.clicks, self.words, self.page = client, 0, 0, ""
        self.read: set[str] = set()

    def open(self, path: str) -> str:
        """Read a page, and follow where it leads."""
        response = self.client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert response.status_code == 200
        self.page = response.text.replace("\u00a0", " ").replace("\u202f", " ")
        main = self.page.partition("<main")[2].partition("</main>")[0]
        if response.request.path not in self.read:
            self.words += len(NOT_READ.sub(" ", main).split())
        self.read.add(response.request.path)
        return response.request.path

    def follow(self, address: str) -> None:
        """Press a link."""
        assert f'href="{address}"' in self.page, f"No link leads to {address}."
        self.clicks += 1
        self.open(address.removeprefix("http://localhost"))

    def press(self, action: str, **fields: str) -> str:
        """Press a button of the form that leads there, with what else the form holds."""
        assert f'action="{action}"' in self.page, f"No form leads to {action}."
        self.clicks += 1
        form = self.page.partition(f'action="{action}"')[2].partition("</form>")[0]
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        answer = self.client.post(action, data=hidden | fields, headers={"Accept": "text/html"})
        assert answer.status_code in (302, 303)
        return self.open(answer.location)

    def wait(self) -> None:
        """What a page that asks by itself finds out; no click."""
        waited_for = re.search(r'data-hx-get="([^"]+)"', self.page)
        assert waited_for is not None, "The page waits for nothing."
        address = waited_for[1].replace("&amp;", "&")
        answer = self.client.get(address, headers={"HX-Request": "true"})
        self.open(answer.headers["HX-Redirect"])


@pytest.mark.parametrize("day", list(MOMENTS))
def test_newcomers_reach_a_mission_its_points_and_a_badge_on_any_day_in_both_languages(
    bare_app: Flask, day: str, record_property: Callable[[str, object], None]
) -> None:
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], network_url="http://localhost/demo/network")
    newcomers = _arrive(bare_app, MOMENTS[day])
    for language, newcomer in newcomers.items():
        with clock.freeze_at(MOMENTS[day]), serving_with_network(bare_app):
            walk = Walk(sign_in(bare_app.test_client(), newcomer))
            points_now = _walk_to_first_badge(bare_app, walk, newcomer)
        for text in RESULTS[language]:
            assert text in walk.page
        french, english = ARRIVALS.get(day, ("", ""))
        assert (english if language == "en" else french) in walk.page
        assert (points_now > 0) is (day not in ARRIVALS)
        record_property(
            "figures", [(f"first badge on {day} ({language}), clicks and words", f"{walk.clicks}, {walk.words}")]
        )
        assert walk.clicks <= MOST_CLICKS
        assert walk.words <= MOST_WORDS
    with bare_app.app_context(), clock.freeze_at(max(MOMENTS[day], MONDAY_MORNING)):
        credit_all_points_that_waited()
        assert min(get_balance(newcomer) for newcomer in newcomers.values()) >= 50, "What was announced has arrived."


def _walk_to_first_badge(app: Flask, walk: Walk, newcomer: int) -> int:
    """Walk to the celebration of the first mission, with the first badge; returns the points at that moment."""
    walk.open("/home")
    walk.follow("/welcome/who-sees-what")
    walk.follow("/welcome/charter")
    walk.press("/welcome/charter", version=str(CURRENT.version))
    assert walk.press("/me/privacy/join") == "/missions/follow-two-communities"
    mission = walk.page
    credited = {"fr": "c’est fait, cette mission compte déjà", "en": "done, this mission counts already"}
    assert any(text in mission for text in credited.values())
    walk.follow("http://localhost/demo/network")
    for act in ("join:accueil-des-nouveaux", "join:velo-et-trajets", "useful:a-badge"):
        walk.press("/demo/network", act=act)
    with app.app_context():
        catch_up()
        points_now = get_balance(newcomer)
    walk.page = mission
    walk.wait()
    return points_now


def _arrive(app: Flask, moment: datetime) -> dict[str, int]:
    """A newcomer for each language, some colleagues who take part, and the demo's programme."""
    with app.app_context(), clock.freeze_at(moment), transaction():
        make_people(4, joined_at=moment)
        publish_programme(moment)
        newcomers = dict(zip(RESULTS, make_people(2, joined_at=None), strict=True))
        for language, newcomer in newcomers.items():
            person = get_person(newcomer)
            person.arrived_on, person.locale = moment.date(), language
            set_site_hours(person.site_id, parse_working_hours("mon-fri 07:00-20:00"))
    return newcomers
