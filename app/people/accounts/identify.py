"""Recognises who is asking: a person by their session, a machine by its token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, g, request
from flask import session as cookie

from app.kernel import clock
from app.kernel.access import Gate, Principal, current_principal
from app.kernel.errors import Unauthorised
from app.people.accounts import queries
from app.people.accounts.service.presence import note_presence
from app.people.accounts.service.sessions import record_session_end
from app.people.accounts.service.tokens import hash_secret
from app.people.models import Person
from app.people.queries import PersonHeader
from app.people.roles import MANAGER, PERSON, TABLE

MACHINE_PATHS = ("/api/", "/hooks/")
MAX_SESSION_AGE = timedelta(days=30)
"""How long a session lasts at most: so long must one that was ended be remembered."""

TOKEN_CACHE_DURATION = timedelta(seconds=30)
"""How long a process trusts a token without asking again: what a revoked one lives at most."""


@dataclass(frozen=True)
class _CachedToken:
    principal: Principal
    until: datetime


def identify_caller() -> Principal:
    """Who is asking, by one statement at most. A wrong token is refused even where a session would do."""
    secret = _read_bearer() if request.path.startswith(MACHINE_PATHS) else None
    return _identify_person() if secret is None else _identify_machine(hash_secret(secret))


def start_session(person: Person) -> None:
    """Recognise `person` in this browser from now on; whatever the session held before is forgotten."""
    cookie.clear()
    cookie.update(
        person=person.id, version=person.session_version, id=secrets.token_urlsafe(18), since=_now_in_seconds()
    )


def end_session() -> None:
    """Recognise nobody in this browser, nor in any that holds a copy of its session."""
    session_id = cookie.get("id")
    if isinstance(session_id, str):
        record_session_end(session_id)
    cookie.clear()


def find_current_header() -> PersonHeader | None:
    """Whoever is signed in, as the header of a page shows them; asked together with what they may."""
    current_principal()
    found: PersonHeader | None = g.get("face")
    return found


def _now_in_seconds() -> int:
    return int(clock.now().timestamp())


def _read_bearer() -> str | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _identify_person() -> Principal:
    person_id, version = cookie.get("person"), cookie.get("version")
    if not isinstance(person_id, int) or not isinstance(version, int) or _is_too_old():
        return Principal()
    account = queries.find_session_account(person_id, str(cookie.get("id", "")))
    if account is None or account.session_version != version or account.session_ended:
        return Principal()
    g.face = account.face
    _note_presence_once_a_day(person_id)
    manages = {MANAGER} if account.manages else set[str]()
    return Principal(person_id=person_id, grants=frozenset({PERSON, *account.roles, *manages}))


def _is_too_old() -> bool:
    since = cookie.get("since")
    return isinstance(since, int) and since < _now_in_seconds() - MAX_SESSION_AGE.total_seconds()


def _note_presence_once_a_day(person_id: int) -> None:
    """Once a day and browser; the session remembers the day, so that other requests write nothing."""
    today = clock.now().date()
    if cookie.get("seen") != today.isoformat():
        note_presence(person_id, today)
        cookie["seen"] = today.isoformat()


def _identify_machine(sha256: str) -> Principal:
    remembered: dict[str, _CachedToken] = current_app.extensions.setdefault("known_tokens", {})
    known = remembered.get(sha256)
    if known is not None and clock.now() < known.until:
        return known.principal
    token = queries.find_token(sha256)
    if token is None:
        remembered.pop(sha256, None)
        raise Unauthorised("This token is unknown or was revoked: ask for a new one.")
    principal = Principal(grants=frozenset(f"scope:{scope}" for scope in token.scopes), source=token.source)
    remembered[sha256] = _CachedToken(principal, clock.now() + TOKEN_CACHE_DURATION)
    return principal


GATE = Gate(identify_caller, TABLE)
