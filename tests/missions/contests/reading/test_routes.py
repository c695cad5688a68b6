"""A machine reads what every colleague reads of a contest, and nobody's name."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.database import session
from app.kernel.paging import encode_cursor
from app.kernel.transaction import transaction
from app.people.models import Person
from missions.contests.draw.seed import compute_commitment
from missions.contests.joining.service import join_contest
from missions.contests.life.service.cancel import cancel_contest
from missions.contests.prizes.queries import list_wins
from missions.contests.prizes.service.stock import shrink_stock
from missions.contests.queries import get_contest
from missions.contests.reading.schemas.responses import ContestPageSchema, ContestSchema
from missions.contests.standings.service.publish import publish_due_group_figures
from missions.contests.terms import GroupSort, Receiver
from tests.forms import sign_in
from tests.makers import make_people, make_site
from tests.missions.contests.contest_makers import OPENS_AT, WORDS, make_prize
from tests.missions.contests.life.life_makers import (
    BEFORE,
    FINAL_AT,
    FROZEN_AT,
    HOUR,
    make_draft,
    make_playable_terms,
    play,
    play_published,
    publish,
    run_clock,
)
from tests.webhooks.conftest import client_with

HOME = "/api/v1/contests"
USEFUL = f"{HOME}/useful"


@pytest.fixture
def machine(bare_app: Flask) -> FlaskClient:
    """A client with a token that reads contests."""
    with bare_app.app_context():
        return client_with(bare_app, "contests:read")


def read(client: FlaskClient, address: str = USEFUL) -> Any:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return answer.json


def test_contests_are_listed_page_by_page_without_drafts_whoever_may_join(
    bare_app: Flask, machine: FlaskClient
) -> None:
    with bare_app.app_context():
        with transaction():
            make_draft("draft")
        for slug, audience in (("first", {}), ("second", {"languages": ["fr"]}), ("third", {})):
            publish(make_playable_terms(audience=audience), slug=slug)
    whole = read(machine, HOME)
    assert ContestPageSchema().validate(whole) == {}
    assert [line["slug"] for line in whole["data"]] == ["third", "second", "first"]
    first = read(machine, f"{HOME}?limit=2")
    second = read(machine, f"{HOME}?limit=2&cursor={first['next_cursor']}")
    assert (first["data"] + second["data"], second["next_cursor"]) == (whole["data"], None)
    assert machine.get(f"{HOME}/draft").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=WzEsMl0", "cursor=WyJhIl0"]
    + [f"cursor={encode_cursor([place])}" for place in (0, -1, 2**63)],
)
def test_a_page_that_nobody_gave_is_refused_with_a_problem(machine: FlaskClient, query: str) -> None:
    refused = machine.get(f"{HOME}?{query}")
    assert (refused.status_code, refused.mimetype) in [(status, "application/problem+json") for status in (400, 422)]


def test_who_is_unknown_or_has_another_scope_reads_nothing_and_a_colleague_reads_the_same(
    bare_app: Flask, machine: FlaskClient
) -> None:
    with bare_app.app_context():
        publish(make_playable_terms())
        other = client_with(bare_app, "boards:read")
        with transaction():
            (colleague,) = make_people(1)
    for address in (HOME, USEFUL, f"{USEFUL}/rules/1/fr.txt"):
        assert bare_app.test_client().get(address).status_code == 401
        assert other.get(address).status_code == 403
        assert sign_in(bare_app.test_client(), colleague).get(address).data == machine.get(address).data
    for address in (f"{HOME}/none", f"{USEFUL}/rules/2/fr.txt", f"{USEFUL}/rules/1/de.txt", f"{USEFUL}/rules/1/fr.doc"):
        assert (machine.get(address).status_code, machine.get(address).mimetype) == (404, "application/problem+json")


def test_one_contest_says_its_moments_its_prizes_and_the_rules_that_anybody_can_hash(
    bare_app: Flask, machine: FlaskClient
) -> None:
    with bare_app.app_context():
        publish(make_playable_terms())
        with transaction():
            (hr_id,) = make_people(1)
            shrink_stock(
                get_contest("useful"), "book", stock=1, reason={"fr": "Épuisé.", "en": "Sold out."}, by_id=hr_id
            )
    contest = read(machine)
    assert ContestSchema().validate(contest) == {}
    assert (contest["title"], contest["mode"], contest["state"]) == (WORDS, "draw", "published")
    assert (contest["opens_at"], contest["zone"]) == ("2026-03-02T08:00:00+00:00", "Europe/Paris")
    assert (contest["groups"], contest["figures_at"], contest["result"]) == ([], None, None)
    (prize,) = contest["prizes"]
    expected = {"key": "book", "title": WORDS, "number": 1, "value_cents": 2000, "class": "work", "receiver": "person"}
    assert prize == expected
    for language in ("fr", "en"):
        rules = contest["rules"][language]
        files = {kind: machine.get(urlsplit(rules[kind]).path) for kind in ("html", "pdf", "txt")}
        assert {kind: answer.mimetype for kind, answer in files.items()} == {
            "html": "text/html",
            "pdf": "application/pdf",
            "txt": "text/plain",
        }
        assert hashlib.sha256(files["txt"].data).hexdigest() == rules["sha256"]


def test_what_has_not_changed_is_not_sent_again(bare_app: Flask, machine: FlaskClient) -> None:
    with bare_app.app_context():
        publish(make_playable_terms())
    tags = {address: machine.get(address).headers["ETag"] for address in (HOME, USEFUL, f"{USEFUL}/rules/1/en.pdf")}
    for address, tag in tags.items():
        again = machine.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    with bare_app.app_context(), clock.freeze_at(BEFORE), transaction():
        cancel_contest("useful", WORDS)
    for address in (HOME, USEFUL):
        assert machine.get(address, headers={"If-None-Match": tags[address]}).status_code == 200
    assert (read(machine)["state"], read(machine)["cancel_message"]) == ("cancelled", WORDS)


def test_who_won_is_read_once_it_is_final_by_pseudonym_also_of_who_agreed_to_stand_under_their_name(
    bare_app: Flask, machine: FlaskClient
) -> None:
    with bare_app.app_context():
        publish(make_playable_terms("ranking"))
        with transaction():
            people = make_people(3)
        play(people, [3, 2, 1])
        with clock.freeze_at(OPENS_AT + HOUR), transaction():
            join_contest("useful", people[0], is_named=True)
        run_clock(FROZEN_AT)
        assert (read(machine)["state"], read(machine)["result"]) == ("provisional", None)
        run_clock(FINAL_AT)
        with transaction():
            holders = [win.holder for win in list_wins(get_contest("useful").id)]
            given = [session().get_one(Person, person_id) for person_id in people]
            names = [value for person in given for value in (person.external_id, person.email, person.family_name)]
    contest = read(machine)
    assert ContestSchema().validate(contest) == {}
    result = contest["result"]
    assert [win["pseudonym"] for win in result["wins"]] == holders
    assert {win["prize"] for win in result["wins"]} == {prize["key"] for prize in contest["prizes"]}
    assert [name for name in names if name in json.dumps(contest)] == []
    assert compute_commitment(bytes.fromhex(result["seed"]), "useful", 1) == contest["commitment"]
    assert (result["number"], result["has_unnamed_groups"], len(result["sha256"])) == (1, False, 64)


def test_a_large_group_is_named_with_its_tenths_and_a_small_one_that_won_is_not(
    bare_app: Flask, machine: FlaskClient
) -> None:
    prizes = (make_prize("lunch", receiver=Receiver.GROUP),)
    with bare_app.app_context():
        with transaction():
            large, small = make_site(), make_site()
            many, few = make_people(25, site=large), make_people(3, site=small)
            key, name, hidden = large.slug, large.name, small.name
        publish(make_playable_terms("collective", goal=2, group_sort=GroupSort.SITE, prizes=prizes))
        run_clock(OPENS_AT)
        play([*many[:15], few[0]], [4] * 15 + [6])
        with clock.freeze_at(OPENS_AT + timedelta(days=4)), transaction():
            publish_due_group_figures(15)
        group = {"key": key, "name": name, "progress": 100, "participation": 60}
        assert read(machine)["groups"] == [group]
        run_clock(FROZEN_AT)
        run_clock(FINAL_AT)
    contest = read(machine)
    assert contest["result"]["wins"] == [{"prize": "lunch", "group": key, "group_name": name, "pseudonym": None}]
    assert contest["result"]["has_unnamed_groups"]
    assert hidden not in json.dumps(contest)


def test_a_contest_where_nobody_won_has_a_result_without_wins(bare_app: Flask, machine: FlaskClient) -> None:
    with bare_app.app_context():
        play_published([0], make_playable_terms("ranking"))
        run_clock(FROZEN_AT)
        run_clock(FINAL_AT)
    assert read(machine)["result"]["wins"] == []
