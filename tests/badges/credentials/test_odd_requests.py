"""Whatever strangers ask of the public addresses, the answer is clear: nothing there, another method, or what there is."""

from __future__ import annotations

import re

from sqlalchemy import delete

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from badges.credentials.models import Credential
from tests.badges.credentials.makers import browser_of, make_holder, open_page

PUBLIC = ("/b/", "/ob/", "/ims/", "/.well-known/jwks.json")
LARGE = 10**30
LONG_NAME = "É" * 300
NOWHERE = (
    "/b/%00",
    f"/b/{'x' * 3000}",
    "/b/%F0%9F%8F%85.json",
    "/b/%FF%FE",
    "/b/'%20or%201=1--",
    f"/b/x/{LARGE}.png",
    "/b/x/-1.png",
    "/ob/keys/%00",
    f"/ob/status/{LARGE}",
    "/ob/status/0",
    "/ob/badges/%00/1",
    f"/ob/badges/steps/{LARGE}",
    f"/ob/badges/steps/{LARGE}.png",
    "/ob/v2/assertions/%00",
    f"/ob/v2/badges/steps/{LARGE}",
)
ACCEPTED = {
    "": "text/plain",
    "*/*": "text/plain",
    "image/png": "text/plain",
    "text/html, application/*;q=0.8": "application/vc+jwt",
    "application/json;q=0, */*": "text/plain",
    "application/vc+ld+json": "application/vc+ld+json",
    "APPLICATION/JSON": "application/json",
    ";;q=?,": "text/plain",
}
"""What is said to be accepted of a status list, and what comes."""


def test_what_is_nowhere_is_not_found(bare_app: Application) -> None:
    stranger = bare_app.test_client()
    assert {path: stranger.get(path).status_code for path in NOWHERE} == dict.fromkeys(NOWHERE, 404)


def test_public_addresses_are_read_and_never_written(bare_app: Application) -> None:
    stranger = bare_app.test_client()
    rules = [rule.rule for rule in bare_app.url_map.iter_rules() if rule.rule.startswith(PUBLIC)]
    assert len(rules) > 15
    for path in (re.sub("<[^>]+>", "1", rule) for rule in rules):
        got, head, options = stranger.get(path), stranger.head(path), stranger.options(path)
        assert (head.status_code, head.data) == (got.status_code, b""), path
        assert options.status_code == 401 or "GET" in options.headers["Allow"], path
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = stranger.open(path, method=method, data=b"x")
            assert answer.status_code in (400, 405), (path, method)  # without the proof of a form, or at all


def test_a_list_comes_whatever_is_accepted(bare_app: Application) -> None:
    with bare_app.app_context():
        browser = browser_of(bare_app, make_holder())
    open_page(browser)
    answers = {
        accept: bare_app.test_client().get("/ob/status/1", headers={"Accept": accept}).mimetype for accept in ACCEPTED
    }
    assert answers == ACCEPTED


def test_a_page_whose_badge_was_never_signed_is_shown_without_a_reference(bare_app: Application) -> None:
    with bare_app.app_context():
        browser = browser_of(bare_app, make_holder(name={"fr": LONG_NAME, "en": LONG_NAME}))
    token, stranger = open_page(browser), bare_app.test_client()
    with bare_app.app_context(), transaction():
        session().execute(delete(Credential))

    page = stranger.get(f"/b/{token}")

    assert page.status_code == 200
    assert "Référence" not in page.text
    assert f"&amp;name={'%C3%89' * 300}&amp;" in page.text
