"""Badges as the outside has them: true ones, one that was revoked and earned again, tampered ones, and two pairs of keys."""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.schema import JsonObject
from app.kernel.transaction import transaction
from badges.models import Award
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.badges.credentials.makers import BASE, NAME, browser_of, document_of, download, jwt_of, make_holder
from tests.badges.test_awards import completed, reopened
from tests.makers import catch_up, tell

HARD_NAME = f"« L’Élan® d’Œuvre » — 100\u00a0%\u202f: {'très ' * 54}long"[:300]
"""Accents, a trade mark, typographic quotes, no-break spaces, 300 characters."""


@dataclass
class Outside:
    """What left the house, by name, and what its addresses answer."""

    app: Application
    badges: dict[str, JsonObject] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def keep(self, name: str, person: int, slug: str) -> None:
        """Keep a badge as its holder downloads it now."""
        browser = browser_of(self.app, person)
        self.badges[name] = {"document": document_of(browser, slug), "jwt": jwt_of(browser, slug)}

    def fetch(self, url: str) -> bytes:
        """What a verifier gets that asks for nothing in particular."""
        return download(self.app, url)

    def fetch_world(self) -> JsonObject:
        """All that a verifier needs, asked for as JSON."""
        lists = {badge["document"]["credentialStatus"]["statusListCredential"] for badge in self.badges.values()}
        did = json.loads(download(self.app, f"{BASE}/ob/issuers/1/did.json"))
        kids = [method["publicKeyJwk"]["kid"] for method in did["verificationMethod"] if "publicKeyJwk" in method]
        return {
            "badges": self.badges,
            "did": did,
            "keys": {kid: json.loads(download(self.app, kid)) for kid in kids},
            "lists": {url: json.loads(download(self.app, url, "application/ld+json")) for url in lists},
        }


def make_outside(app: Application, folder: Path, later: Path) -> Outside:
    """The keys change after the first badges; "revoked" was earned again, as "again"; "late" is over. `pictures` are those of "hard"."""
    outside = Outside(app)
    with app.app_context():
        hard = make_holder(
            slug="hard",
            name={"fr": HARD_NAME, "en": HARD_NAME},
            description={"fr": HARD_NAME, "en": HARD_NAME},
            and_then=_publish_badge_that_names_it,
        )
        fickle = make_holder(slug="fickle")
    outside.keep("hard", hard, "hard")
    outside.keep("quoting", hard, "quoting")
    outside.pictures = {end: browser_of(app, hard).get(f"/badges/hard/credential.{end}").data for end in ("png", "svg")}
    outside.keep("revoked", fickle, "fickle")
    shutil.copytree(later, folder, dirs_exist_ok=True)
    with app.app_context():
        tell(reopened("fickle", fickle))
        catch_up()
        tell(completed("fickle", fickle, number=2))
        catch_up()
        plain = make_holder(slug="plain")
        dated = make_holder(slug="dated")
        _give_term(dated, ends_at=datetime(2126, 1, 5, 23, tzinfo=UTC))
    outside.keep("again", fickle, "fickle")
    outside.keep("plain", plain, "plain")
    outside.keep("dated", dated, "dated")
    with app.app_context():
        late = make_holder(slug="late")
        _give_term(late, ends_at=datetime(2026, 2, 5, 23, tzinfo=UTC))
    outside.keep("late", late, "late")
    outside.badges["tampered"] = _tamper(outside.badges["plain"])
    outside.badges["other key"] = _name_other_key(outside.badges["plain"], other=outside.badges["hard"])
    return outside


def _publish_badge_that_names_it() -> None:
    """A badge for whoever has the hard one: what it takes quotes that name."""
    create_and_publish_badge("quoting", "all-of", {"badges": ["hard"]}, text=BadgeText(name=NAME, description=NAME))


def _name_other_key(badge: JsonObject, *, other: JsonObject) -> JsonObject:
    """The badge as if the key of the other one had signed it: an older one, which is published too."""
    document, (proof,) = badge["document"], badge["document"]["proof"]
    method = other["document"]["proof"][0]["verificationMethod"]
    rest = badge["jwt"].partition(".")[2]
    return {
        "document": {**document, "proof": [{**proof, "verificationMethod": method}]},
        "jwt": f"{other['jwt'].partition('.')[0]}.{rest}",
    }


def _give_term(person: int, *, ends_at: datetime) -> None:
    with transaction():
        session().execute(update(Award).where(Award.person_id == person).values(expires_at=ends_at))


def _tamper(badge: JsonObject) -> JsonObject:
    document: dict[str, Any] = {**badge["document"], "name": "Another name"}
    head, body, signature = badge["jwt"].split(".")
    text = base64.urlsafe_b64decode(f"{body}==").replace(b"2026", b"2027")
    return {"document": document, "jwt": f"{head}.{base64.urlsafe_b64encode(text).rstrip(b'=').decode()}.{signature}"}
