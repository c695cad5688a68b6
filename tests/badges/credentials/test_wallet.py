"""A program that a holder chose fetches their badges, by a token that they made and may withdraw; it learns nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.openapi import build_document
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.queries import get_person
from badges.credentials.models import Credential
from badges.models import Award
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.badges.credentials.makers import BASE, DESCRIPTION, NAME, browser_of, document_of, jwt_of
from tests.badges.test_awards import completed, reopened
from tests.forms import send
from tests.makers import catch_up, make_people, record_departure, tell

API = "/ims/ob/v3p0"
SLUGS = ("one", "two", "three")
PAGES = {
    "": (SLUGS, {"first": 0, "last": 0}),
    "limit=2": (("one", "two"), {"first": 0, "last": 2, "next": 2}),
    "limit=2&offset=2": (("three",), {"first": 0, "last": 2, "prev": 0}),
    "limit=1&offset=1": (("two",), {"first": 0, "last": 2, "next": 2, "prev": 0}),
    "limit=9999&offset=7": ((), {"first": 0, "last": 0, "prev": 0}),
}
"""What is asked for, with the badges that come and the places of the pages beside."""
UNREADABLE = (
    "limit=0",
    "limit=x",
    f"limit={'9' * 5000}",
    "limit=%00",
    "offset=-1",
    f"offset={10**30}",
    "since=",
    "since=2026-01-06T08:00:00",
    "since=tomorrow",
    "since=2026-02-30T08:00:00Z",
)
FIRST = datetime(2026, 1, 6, 7, 30, tzinfo=UTC)


def test_a_wallet_gets_each_badge_in_both_forms_signed_once(bare_app: Application) -> None:
    wallet, browser, person = make_wallet(bare_app)

    answer = wallet.get(f"{API}/credentials")

    body = answer.get_json()
    assert answer.headers["X-Total-Count"] == "3"
    assert body["credential"] == [document_of(browser, slug) for slug in SLUGS]
    assert body["compactJwsString"] == [jwt_of(browser, slug) for slug in SLUGS]
    assert wallet.get(f"{API}/credentials").data == answer.data
    with bare_app.app_context(), transaction():
        assert session().scalar(select(func.count()).select_from(Credential)) == 3
        holder = get_person(person)
        identifiers = (holder.external_id, holder.email, holder.given_name, holder.family_name)
    profile = wallet.get(f"{API}/profile")
    assert re.fullmatch(r"urn:uuid:[\da-f-]{36}", profile.get_json()["id"])
    assert not [word for word in identifiers if word in answer.text + profile.text]


def test_pages_lead_to_one_another_and_what_cannot_be_read_is_named(bare_app: Application) -> None:
    wallet, *_ = make_wallet(bare_app)
    for query, (slugs, links) in PAGES.items():
        answer = wallet.get(f"{API}/credentials?{query}")
        assert (slugs_of(answer), answer.headers["X-Total-Count"]) == (slugs, "3"), query
        offsets = re.findall(rf'<{BASE}{API}/credentials\?limit=\d+&offset=(\d+)>; rel="(\w+)"', answer.headers["Link"])
        assert {rel: int(offset) for offset, rel in offsets} == links, query

    for query in UNREADABLE:
        refusal = wallet.get(f"{API}/credentials?{query}")
        assert refusal.status_code == 400
        assert_refusal_reason(refusal, "invalid_query_parameter")
        assert query.partition("=")[0] in refusal.get_json()["imsx_description"]


def test_since_is_a_moment_in_any_zone_and_stays_in_the_links(bare_app: Application) -> None:
    wallet, *_ = make_wallet(bare_app)
    for hours in (-9, 0, 2):
        here = (FIRST + timedelta(days=1)).astimezone(timezone(timedelta(hours=hours)))
        answer = wallet.get(f"{API}/credentials?{urlencode({'since': here.isoformat(), 'limit': 1})}")
        assert (slugs_of(answer), answer.headers["X-Total-Count"]) == (("three",), "1"), here
        assert f"since={urlencode({'': here.isoformat()})[1:]}" in answer.headers["Link"]
    for since, slugs in {
        "2026-01-07T09:30:00+02:00": ("three",),  # a bare plus sign
        "0001-01-01T00:00:00%2B14:00": SLUGS,
        "9999-12-31T23:59:59-14:00": (),
    }.items():
        assert slugs_of(wallet.get(f"{API}/credentials?since={since}")) == slugs, since


def test_what_is_revoked_or_over_is_not_fetched(bare_app: Application) -> None:
    wallet, _, person = make_wallet(bare_app)
    with bare_app.app_context():
        tell(reopened("two", person))
        catch_up()
        with transaction():
            first = select(func.min(Award.id)).scalar_subquery()
            session().execute(update(Award).where(Award.id == first).values(expires_at=FIRST + timedelta(days=2)))

    assert slugs_of(wallet.get(f"{API}/credentials")) == ("three",)


def test_a_token_is_withdrawn_at_once_and_opens_nothing_else(bare_app: Application) -> None:
    wallet, browser, person = make_wallet(bare_app)
    refusal = wallet.get("/api/v1/boards/any/around-me")
    assert refusal.status_code == 403
    second = make_token(browser)
    assert_refusal_reason(wallet.get(f"{API}/credentials"), "unauthorizedrequest")
    assert open_wallet(bare_app, second).get(f"{API}/credentials").status_code == 200
    send(browser, "/me/wallet/withdraw")
    assert "Aucun jeton n’est en service" in browser.get("/me/wallet").text
    answers = [open_wallet(bare_app, second).get(f"{API}/{path}") for path in ("credentials", "profile")]
    assert [answer.status_code for answer in answers] == [401, 401]

    third = make_token(browser)
    assert open_wallet(bare_app, second).get(f"{API}/credentials").status_code == 401, "A withdrawn one stays so."
    assert third not in browser.get("/me/wallet").text
    with bare_app.app_context(), transaction():
        record_departure(get_person(person), FIRST.date())
    assert open_wallet(bare_app, third).get(f"{API}/credentials").status_code == 401


def test_a_machine_of_the_company_a_browser_and_a_stranger_get_nothing(bare_app: Application) -> None:
    _, browser, _ = make_wallet(bare_app)
    with bare_app.app_context(), transaction():
        machine = create_token("rse", scopes=["boards:read"], source="rse")

    for client, reason in (
        (open_wallet(bare_app, machine), "forbidden"),
        (browser, "forbidden"),
        (bare_app.test_client(), "unauthorizedrequest"),
    ):
        assert_refusal_reason(client.get(f"{API}/credentials"), reason)


def test_a_method_and_an_address_that_there_are_not_are_refused_in_the_words_of_the_standard(
    bare_app: Application,
) -> None:
    stranger = bare_app.test_client()
    for method, path, status, reason in (
        ("POST", "/credentials", 405, "not_allowed"),
        ("PUT", "/profile", 405, "not_allowed"),
        ("GET", "/nothing", 404, "not_found"),
    ):
        answer = stranger.open(f"/ims/ob/v3p0{path}", method=method)
        assert (answer.status_code, answer.mimetype) == (status, "application/json"), path
        assert_refusal_reason(answer, reason)
    assert "POST" not in stranger.post("/ims/ob/v3p0/credentials").headers["Allow"]


def test_what_programs_discover_is_what_there_is(bare_app: Application) -> None:
    discovered = bare_app.test_client().get(f"{API}/discovery").get_json()

    described = build_document(bare_app)["paths"]
    operations = {path.removeprefix(API): operations for path, operations in described.items() if path.startswith(API)}
    assert {path: each["get"]["operationId"] for path, each in discovered["paths"].items()} == {
        path: each["get"]["operationId"] for path, each in operations.items()
    }
    assert {method for each in operations.values() for method in each} == {"get"}
    assert discovered["servers"] == [{"url": f"{BASE}{API}"}]
    assert "400" in operations["/credentials"]["get"]["responses"]


def make_wallet(app: Application) -> tuple[FlaskClient, FlaskClient, int]:
    """A program with the token of a person who earned three badges on three days, their browser, and who they are."""
    with app.app_context():
        with transaction():
            (person,) = make_people(1)
            for slug in SLUGS:
                text = BadgeText(name=NAME, description=DESCRIPTION)
                create_and_publish_badge(slug, "missions-completed", {"missions": [slug]}, text=text)
        for slug in SLUGS:
            tell(completed(slug, person))
        catch_up()
        with transaction():
            ids = session().scalars(select(Award.id).order_by(Award.id)).all()
            for day, award in enumerate(ids):
                moment = FIRST + timedelta(days=day)
                session().execute(update(Award).where(Award.id == award).values(awarded_at=moment))
    browser = browser_of(app, person)
    return open_wallet(app, make_token(browser)), browser, person


def make_token(browser: FlaskClient) -> str:
    """The secret as its page shows it, once."""
    page = send(browser, "/me/wallet/token")
    assert page.headers["Cache-Control"] == "no-store"
    (secret,) = re.findall(r"psp_[\w-]+", page.text)
    return str(secret)


def open_wallet(app: Application, secret: str) -> FlaskClient:
    """A program that shows that token."""
    client = app.test_client(use_cookies=False)
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def slugs_of(answer: TestResponse) -> tuple[str, ...]:
    """The badges of an answer, by the addresses that they name."""
    documents: list[dict[str, Any]] = answer.get_json()["credential"]
    return tuple(each["credentialSubject"]["achievement"]["id"].split("/")[-2] for each in documents)


def assert_refusal_reason(answer: TestResponse, reason: str) -> None:
    """The answer is an Imsx_StatusInfo with that reason."""
    info = answer.get_json()
    assert (info["imsx_codeMajor"], info["imsx_severity"]) == ("failure", "error")
    assert info["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == reason
