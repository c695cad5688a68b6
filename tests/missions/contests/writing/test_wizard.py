"""HR launches a contest alone: defaults carry it through, each fault stands at its field, and two windows lose nothing."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.transaction import transaction
from missions.contests.queries import get_contest
from missions.contests.states import ContestState
from missions.contests.terms import decode_terms
from missions.contests.writing.starting_points import STARTING_POINTS
from tests.forms import links_of_summary, send
from tests.makers import MONDAY, make_people
from tests.missions.contests.desk.test_desk import sign_in_hr

BEGUN = {"title": "Réponses utiles", "start": "together"}
OBJECTIVE = {"objective_fr": "S’entraider.", "title_fr": "Réponses utiles", "organiser": "RH", "sponsor": "DG"}
PRIZE = {
    "mode": "collective",
    "prize_title_fr.0": "Un déjeuner d’équipe",
    "prize_stock.0": "6",
    "prize_value.0": "250",
    "prize_receiver.0": "group",
}


@pytest.fixture
def browser(bare_app: Flask) -> FlaskClient:
    """The browser of HR in a company of forty people."""
    with bare_app.app_context(), transaction():
        make_people(40)
    return sign_in_hr(bare_app)


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of a page: inputs, texts and choices as they stand."""
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        is_box = 'type="radio"' in tag or 'type="checkbox"' in tag
        if name and (not is_box or " checked" in tag):
            fields.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', page):
        fields[name] = [text]
    for name, options in re.findall(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(
            r'<option value="([^"]*)"', options
        )
        fields[name] = [chosen[1] if chosen else ""]
    return fields


def press(browser: FlaskClient, step: str, do: str, **typed: str) -> tuple[int, str]:
    """Fill in the step of the draft, press the button: the status, and the page or the address that follows."""
    path = f"/hr/contests/reponses-utiles/{step}"
    fields = {**fields_of(browser.get(path).text), **{name: [text] for name, text in typed.items()}}
    fields.pop("csrf_token", None)
    answer = send(browser, path, **fields, do=do)
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_defaults_lead_to_a_published_contest(browser: FlaskClient, bare_app: Flask) -> None:
    with clock.freeze_at(MONDAY):
        assert send(browser, "/hr/contests/new", **BEGUN).status_code == 302
        assert press(browser, "objective", "next", objective_fr="S’entraider.")[0] == 302
        assert press(browser, "participants", "next")[0] == 302
        assert press(browser, "rule", "next")[0] == 302
        assert press(browser, "prizes", "next", **PRIZE)[0] == 302
        assert press(browser, "calendar", "next")[0] == 302
        page = browser.get("/hr/contests/reponses-utiles/check").text
        assert "Un déjeuner d’équipe" in page
        status, address = press(browser, "check", "publish")
        assert (status, address) == (302, "/hr/contests/reponses-utiles"), address
        assert "Réponses utiles" in browser.get("/hr/contests").text
        assert browser.get("/contests/reponses-utiles").status_code == 200
    with bare_app.app_context(), transaction():
        contest = get_contest("reponses-utiles")
        terms = decode_terms(contest.terms or {})
        assert (contest.state, terms.mode, terms.budget_cents) == (ContestState.PUBLISHED, "collective", 150_000)


@pytest.mark.parametrize("start", STARTING_POINTS)
def test_every_step_of_every_beginning_is_shown(browser: FlaskClient, start: str) -> None:
    with clock.freeze_at(MONDAY):
        send(browser, "/hr/contests/new", title="Réponses utiles", start=start)
        for step in ("objective", "participants", "rule", "prizes", "calendar", "check"):
            assert browser.get(f"/hr/contests/reponses-utiles/{step}?check=1").status_code == 200, step


@pytest.mark.parametrize(
    ("step", "typed", "field"),
    [
        ("objective", {"title_fr": "x" * 91}, "#f-title_fr"),
        ("participants", {"excluded": "Personne Inconnue"}, "#f-excluded"),
        ("rule", {"goal": "beaucoup"}, "#f-goal"),
        ("prizes", {**PRIZE, "prize_value.0": ""}, "#f-prize_value.0"),
        ("prizes", {**PRIZE, "budget": "100"}, "#f-budget"),
        ("calendar", {"closes_on": "2026-01-01"}, "#f-closes_on"),
        ("calendar", {"opens_on": "2026-03-29", "opens_time": "02:30", "closes_on": "2026-04-09"}, "#f-opens_time"),
        ("calendar", {"opens_on": "demain"}, "#f-opens_on"),
    ],
)
def test_a_fault_stands_at_its_field_and_the_draft_is_kept(
    browser: FlaskClient, step: str, typed: dict[str, str], field: str
) -> None:
    with clock.freeze_at(MONDAY):
        send(browser, "/hr/contests/new", **BEGUN)
        status, page = press(browser, step, "next", **typed)
        assert status == 422
        assert field in links_of_summary(page)
        assert send(browser, "/hr/contests/reponses-utiles/check", do="publish").status_code == 422
        assert browser.get(f"/hr/contests/reponses-utiles/{step}").status_code == 200


def test_the_last_step_says_every_condition_of_the_audience(browser: FlaskClient) -> None:
    send(browser, "/hr/contests/new", **BEGUN)
    press(browser, "participants", "next", languages="fr", arrived_from="2020-01-06", arrived_until="2030-01-31")
    last = browser.get("/hr/contests/reponses-utiles/check").text
    assert "langue : français ; arrivée le 6 janvier 2020 ou après ; arrivée le 31 janvier 2030 ou avant" in re.sub(
        r"[\u00a0\u202f]|&nbsp;", " ", last
    )


def test_a_second_window_is_refused_in_words_and_loses_nothing(browser: FlaskClient) -> None:
    with clock.freeze_at(MONDAY):
        send(browser, "/hr/contests/new", **BEGUN)
        path = "/hr/contests/reponses-utiles/objective"
        stale = fields_of(browser.get(path).text)
    with clock.freeze_at(MONDAY.replace(minute=5)):
        press(browser, "objective", "save", **OBJECTIVE)
        stale.pop("csrf_token")
        answer = send(browser, path, **{**stale, "sponsor": ["Une autre"]}, do="next")
    assert answer.status_code == 409
    assert "Une autre" in answer.text
    assert "une autre fenêtre ou un collègue" in answer.text.lower()


def test_nobody_publishes_what_they_did_not_read(browser: FlaskClient, bare_app: Flask) -> None:
    with clock.freeze_at(MONDAY):
        send(browser, "/hr/contests/new", **BEGUN)
        press(browser, "objective", "next", objective_fr="S’entraider.")
        press(browser, "participants", "next")
        press(browser, "prizes", "next", **PRIZE)
        path = "/hr/contests/reponses-utiles/check"
        read = fields_of(browser.get(path).text)
        read.pop("csrf_token")
        press(browser, "prizes", "next", **{"prize_value.0": "999"})
        answer = send(browser, path, **read, do="publish")
        assert answer.status_code == 409
        assert "999" in answer.text
        assert press(browser, "check", "publish")[0] == 302
    with bare_app.app_context(), transaction():
        assert get_contest("reponses-utiles").state == ContestState.PUBLISHED


def test_the_defaults_of_the_first_prize_survive_a_step_that_is_left_before_it_is_named(browser: FlaskClient) -> None:
    with clock.freeze_at(MONDAY):
        send(browser, "/hr/contests/new", title="Réponses utiles", start="draw")
        press(browser, "prizes", "back")
        kept = fields_of(browser.get("/hr/contests/reponses-utiles/prizes").text)
    assert (kept["prize_stock.0"], kept["prize_class.0"]) == (["3"], ["chance"])


def test_rows_are_added_and_taken_away_without_scripts(browser: FlaskClient) -> None:
    with clock.freeze_at(MONDAY):
        send(browser, "/hr/contests/new", **BEGUN)
        status, address = press(browser, "rule", "again", **{"source.1": "post.created"})
        assert (status, address) == (302, "/hr/contests/reponses-utiles/rule#rows")
        assert 'name="source.2"' in browser.get("/hr/contests/reponses-utiles/rule").text
        press(browser, "rule", "remove:source.0")
        kept = fields_of(browser.get("/hr/contests/reponses-utiles/rule").text)
        assert kept["source.0"] == ["post.created"]
