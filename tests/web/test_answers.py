"""What every answer tells the browser, and what it refuses: the policy, forms of strangers, addresses of strangers."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask, Response

from app.web.assets import assets_by_name
from tests.forms import send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)


@pytest.mark.parametrize("path", ["/login", "/charter", "/nowhere", "/api/v1/nowhere", "/assets/nothing.css"])
def test_every_answer_carries_the_strict_policy_and_its_companions(bare_app: Flask, path: str) -> None:
    headers = bare_app.test_client().get(path).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_page_is_private_and_differs_for_htmx(bare_app: Flask) -> None:
    headers = bare_app.test_client().get("/login").headers

    assert headers["Cache-Control"] == "private, no-cache"
    assert "HX-Request" in headers["Vary"]


@pytest.mark.parametrize(
    "path", ["/api/v1/me/points", "/api/v1/boards/none", "/boards/none.csv", "/hr/programme/export.json", "/livez"]
)
def test_what_is_no_page_is_stored_nowhere(bare_app: Flask, path: str) -> None:
    answer = bare_app.test_client().get(path, headers={"Accept": "application/json"})

    assert answer.headers["Cache-Control"] == "no-store"


def test_an_answer_that_a_reader_may_ask_again_about_is_private(bare_app: Flask) -> None:
    with bare_app.test_request_context("/api/v1/boards/any"):
        answer = Response("{}", mimetype="application/json", headers={"ETag": '"1"'})
        assert bare_app.process_response(answer).headers["Cache-Control"] == "private, no-cache"


def test_a_file_is_kept_for_ever_under_the_name_of_its_content(bare_app: Flask) -> None:
    answer = bare_app.test_client().get(
        f"/assets/{assets_by_name()['app.css'].url_name}", headers={"Accept-Encoding": "gzip"}
    )

    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype == "text/css"
    assert gzip.decompress(answer.data) == assets_by_name()["app.css"].body


def test_a_browser_without_gzip_gets_the_file_as_it_is(bare_app: Flask) -> None:
    answer = bare_app.test_client().get(f"/assets/{assets_by_name()['app.css'].url_name}")

    assert "Content-Encoding" not in answer.headers
    assert answer.data == assets_by_name()["app.css"].body


@pytest.mark.parametrize("path", ["/demo/sign-in-as?q=%00", "/api/v1/boards/%00"])
def test_what_cannot_be_stored_is_refused_and_breaks_nothing(bare_app: Flask, path: str) -> None:
    client = bare_app.test_client()
    assert client.get(path, headers={"Accept": "text/html"}).status_code in (401, 422)
    assert send(client, "/login", email="a\x00b", password="whatever it is").status_code in (401, 422)


@pytest.mark.parametrize("credentials", ["Basic c29tZTpvbmU=", "Bearer somebody"])
def test_a_proxy_s_own_credentials_do_not_stand_for_the_proof(bare_app: Flask, credentials: str) -> None:
    """Behind a proxy with Basic authentication, a browser adds that header by itself, for a stranger's form too."""
    headers = {"Accept": "text/html", "Authorization": credentials}
    assert bare_app.test_client().post("/language", data={"language": "en"}, headers=headers).status_code == 400


@pytest.mark.parametrize("path", ["/login", "/logout", "/language", "/theme", "/me/privacy/leave"])
def test_a_form_without_its_proof_is_refused(bare_app: Flask, path: str) -> None:
    answer = bare_app.test_client().post(path, data={"email": "somebody@example.org"}, headers={"Accept": "text/html"})

    assert answer.status_code in (302, 400)
    if answer.status_code == 302:
        assert answer.location.startswith("/login")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/x", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_form_never_leads_to_an_address_of_others(bare_app: Flask, elsewhere: str) -> None:
    assert send(bare_app.test_client(), "/theme", theme="dark", next=elsewhere).location == "/"


def test_a_theme_and_a_language_are_kept_by_the_browser(bare_app: Flask) -> None:
    client = bare_app.test_client()
    send(client, "/theme", theme="dark", next="/login")
    send(client, "/language", language="en", next="/login")

    page = client.get("/login", headers={"Accept-Language": "fr"}).text

    assert 'data-bs-theme="dark"' in page
    assert '<html lang="en"' in page


@pytest.mark.parametrize(
    ("accepted", "spoken"), [("en-GB,en", "en"), ("fr-FR", "fr"), ("de", "fr"), ("de,en;q=0.5", "en"), (None, "fr")]
)
def test_a_visitor_is_spoken_to_in_a_language_they_accept(bare_app: Flask, accepted: str | None, spoken: str) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}

    assert f'<html lang="{spoken}"' in bare_app.test_client().get("/login", headers=headers).text


def test_the_weight_of_a_page_is_within_its_limits() -> None:
    packed = {name: len(asset.packed or b"") for name, asset in assets_by_name().items()}

    assert sum(size for name, size in packed.items() if name.endswith(".css")) <= 45 * 1024
    scripts = {name: size for name, size in packed.items() if name.endswith(".js")}
    on_report_pages = {name for name in scripts if name in ("charts.js", "vendor/chart.min.js")}
    assert sum(scripts[name] for name in on_report_pages) <= 72 * 1024
    assert sum(size for name, size in scripts.items() if name not in on_report_pages) <= 45 * 1024


def test_a_method_that_an_address_does_not_take_is_refused_as_that_also_to_a_session(bare_app: Flask) -> None:
    client = bare_app.test_client()
    client.set_cookie(bare_app.config["SESSION_COOKIE_NAME"], "anything")
    assert client.put("/api/v1/contests").status_code == 405
    assert client.post("/nowhere").status_code == 404
    assert client.post("/theme").status_code == 400, "A form without the token of a page is refused."
