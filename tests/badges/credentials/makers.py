"""Makes what tests of credentials arrange: a person who holds a badge, and what the outside reads of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.badges.test_awards import completed
from tests.forms import send, sign_in
from tests.makers import catch_up, make_people, tell

BASE = "https://badges.example.org"
DID = "did:web:badges.example.org:ob:issuers:1"
NAME = {"fr": "Ambassadrice du partage 2026", "en": "Sharing ambassador 2026"}
DESCRIPTION = {"fr": "Aide ses collègues à trouver une réponse.", "en": "Helps colleagues find an answer."}


def make_holder(
    *,
    slug: str = "steps",
    name: dict[str, str] = NAME,
    description: dict[str, str] = DESCRIPTION,
    and_then: Callable[[], object] = list,
) -> int:
    """A person who holds a new badge of that name, for one mission; `and_then` publishes more before they earn it."""
    with transaction():
        text = BadgeText(name=name, description=description)
        create_and_publish_badge(slug, "missions-completed", {"missions": [slug]}, text=text)
        and_then()
        (person,) = make_people(1)
    tell(completed(slug, person))
    catch_up()
    return person


def browser_of(app: Flask, person_id: int) -> FlaskClient:
    """Their browser, signed in."""
    return sign_in(app.test_client(), person_id)


def document_of(browser: FlaskClient, slug: str = "steps") -> dict[str, Any]:
    """The holder's own credential with its proof."""
    document: dict[str, Any] = json.loads(browser.get(f"/badges/{slug}/credential.json").text)
    return document


def jwt_of(browser: FlaskClient, slug: str = "steps") -> str:
    """The holder's own credential as a JWT."""
    return browser.get(f"/badges/{slug}/credential.jwt").text


def open_page(browser: FlaskClient, slug: str = "steps") -> str:
    """Open the public page of a holder's badge: what stands in its address behind /b/."""
    send(browser, f"/badges/{slug}/page/open")
    match = re.search(rf'href="{BASE}/b/([\w-]+)"', browser.get(f"/me/badges/{slug}").text)
    assert match is not None, "No page is open."
    return match[1]


def download(app: Flask, url: str, accept: str | None = None) -> bytes:
    """What the outside gets at a public address of the issuer."""
    assert url.startswith(f"{BASE}/"), f"Only the issuer is asked, not {url}."
    headers = {"Accept": accept} if accept else {}
    answer = app.test_client().get(url.removeprefix(BASE).partition("#")[0], headers=headers)
    assert answer.status_code == 200, answer.text
    return bytes(answer.data)
