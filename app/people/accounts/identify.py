"""Recognises who is asking: a person by their session, a machine by its token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, g, request
from flask import session as cookie

from app.kernel import clock
from app.kernel.access import Gate, Principal, current
from app.kernel.errors import Unauthorised
from app.people.accounts import queries
from app.people.accounts.service.presence import note_presence
from app.people.accounts.service.sessions import remember_end
from app.people.accounts.service.tokens import digest
from app.people.models import Person
from app.people.queries import Face
from app.people.roles import MANAGER, PERSON, TABLE

MACHINE_PATHS = ("/api/", "/hooks/")
LASTS = timedelta(days=30)
"""How long a session lasts at most: so long must one that was ended be remembered."""

REMEMBERED = timedelta(seconds=30)
"""How long a process trusts a token without asking again: what a revoked one lives at most."""


@dataclass(frozen=True)
class _Remembered:
    principal: Principal
    until: datetime


def identify() -> Principal:
    """Who is asking, by one statement at most. A wrong token is refused even where a session would do."""
    secret = _bearer() if request.path.startswith(MACHINE_PATHS) else None
    return _person() if secret is None else _machine(digest(secret))


def start_session(person: Person) -> None:
    """Recognise `person` in this browser from now on; whatever the session held before is forgotten."""
    cookie.clear()
    cookie.update(person=person.id, version=person.session_version, id=secrets.token_urlsafe(18), since=_seconds())


def end_session() -> None:
    """Recognise nobody in this browser, nor in any that holds a copy of its session."""
    session_id = cookie.get("id")
    if isinstance(session_id, str):
        remember_end(session_id)
    cookie.clear()


def face() -> Face | None:
    """Whoever is signed in, as the header of a page shows them; asked together with what they may."""
    current()
    found: Face | None = g.get("face")
    return found


def _seconds() -> int:
    return int(clock.now().timestamp())


def _bearer() -> str | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _person() -> Principal:
    person_id, version = cookie.get("person"), cookie.get("version")
    if not isinstance(person_id, int) or not isinstance(version, int) or _is_too_old():
        return Principal()
    account = queries.find_account(person_id, str(cookie.get("id", "")))
    if account is None or account.session_version != version or account.session_ended:
        return Principal()
    g.face = account.face
    _note_the_day(person_id)
    manages = {MANAGER} if account.manages else set[str]()
    return Principal(person_id=person_id, grants=frozenset({PERSON, *account.roles, *manages}))


def _is_too_old() -> bool:
    since = cookie.get("since")
    return isinstance(since, int) and since < _seconds() - LASTS.total_seconds()


def _note_the_day(person_id: int) -> None:
    """Once a day and browser; the session remembers the day, so that other requests write nothing."""
    today = clock.now().date()
    if cookie.get("seen") != today.isoformat():
        note_presence(person_id, today)
        cookie["seen"] = today.isoformat()


def _machine(sha256: str) -> Principal:
    remembered: dict[str, _Remembered] = current_app.extensions.setdefault("known_tokens", {})
    known = remembered.get(sha256)
    if known is not None and clock.now() < known.until:
        return known.principal
    token = queries.find_token(sha256)
    if token is None:
        remembered.pop(sha256, None)
        raise Unauthorised("This token is unknown or was revoked: ask for a new one.")
    principal = Principal(grants=frozenset(f"scope:{scope}" for scope in token.scopes), source=token.source)
    remembered[sha256] = _Remembered(principal, clock.now() + REMEMBERED)
    return principal


GATE = Gate(identify, TABLE)
