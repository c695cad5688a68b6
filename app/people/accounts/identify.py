"""Identifies the caller of a request: a person by their session, a machine by its token, a person's own program by theirs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, g, request
from flask import session as cookie

from app.kernel import clock
from app.kernel.access import AccessPolicy, Principal, current_principal
from app.kernel.errors import Unauthorised
from app.people.accounts import queries
from app.people.accounts.service.sessions import store_presence_day, store_sign_in_session_end
from app.people.accounts.service.tokens import PERSONAL_PREFIX, hash_secret
from app.people.models import Person
from app.people.queries import PersonHeader
from app.people.roles import MANAGER, PERSON, PERSONAL_SCOPES, TABLE

MACHINE_PATHS = ("/api/", "/hooks/", "/ims/")
MAX_SESSION_AGE = timedelta(days=30)
"""The longest life of a session; an ended session is remembered for the same time."""

TOKEN_CACHE_DURATION = timedelta(seconds=30)
"""How long a process trusts a token before it asks the database again: a revoked token works no longer than this."""


@dataclass(frozen=True)
class _CachedToken:
    principal: Principal
    until: datetime


def identify_caller() -> Principal:
    """The caller, found with one statement at most. A wrong token is refused even where a session would be enough."""
    secret = _find_bearer_secret() if request.path.startswith(MACHINE_PATHS) else None
    if secret is None:
        return _identify_person()
    identify = _identify_maker if secret.startswith(PERSONAL_PREFIX) else _identify_machine
    return identify(hash_secret(secret))


def start_sign_in_session(person: Person) -> None:
    """Sign `person` in on this browser; the session starts empty."""
    cookie.clear()
    cookie.update(
        person=person.id, version=person.session_version, id=secrets.token_urlsafe(18), since=_now_in_seconds()
    )


def keep_sign_in_session(person: Person) -> None:
    """Let the session of this browser go on after every session of `person` was ended."""
    cookie["version"] = person.session_version


def end_sign_in_session() -> None:
    """Sign out of this browser; copies of its session stop working too."""
    session_id = cookie.get("id")
    if isinstance(session_id, str):
        store_sign_in_session_end(session_id)
    cookie.clear()


def find_signed_in_person_for_page_header() -> PersonHeader | None:
    """The signed-in person as the header of a page shows them; read together with their permissions."""
    current_principal()
    header: PersonHeader | None = g.get("person_header")
    return header


def _now_in_seconds() -> int:
    return int(clock.now().timestamp())


def _find_bearer_secret() -> str | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _identify_person() -> Principal:
    person_id, version = cookie.get("person"), cookie.get("version")
    if not isinstance(person_id, int) or not isinstance(version, int) or _is_sign_in_session_too_old():
        return Principal()
    account = queries.find_account_of_sign_in_session(person_id, str(cookie.get("id", "")))
    if account is None or account.session_version != version or account.session_ended:
        return Principal()
    g.person_header = account.header
    _store_presence_once_a_day(person_id)
    manages = {MANAGER} if account.manages else set[str]()
    return Principal(person_id=person_id, grants=frozenset({PERSON, *account.roles, *manages}))


def _is_sign_in_session_too_old() -> bool:
    since = cookie.get("since")
    return isinstance(since, int) and since < _now_in_seconds() - MAX_SESSION_AGE.total_seconds()


def _store_presence_once_a_day(person_id: int) -> None:
    """Write once a day for each browser; the session keeps the day, so that other requests write nothing."""
    today = clock.now().date()
    if cookie.get("seen") != today.isoformat():
        store_presence_day(person_id, today)
        cookie["seen"] = today.isoformat()


def _identify_maker(sha256: str) -> Principal:
    person_id = queries.find_maker_of_token(sha256)
    if person_id is None:
        raise Unauthorised("This token is unknown or was withdrawn: its holder makes another.")
    return Principal(person_id=person_id, grants=frozenset(f"scope:{scope}" for scope in PERSONAL_SCOPES))


def _identify_machine(sha256: str) -> Principal:
    cache: dict[str, _CachedToken] = current_app.extensions.setdefault("known_tokens", {})
    cached = cache.get(sha256)
    if cached is not None and clock.now() < cached.until:
        return cached.principal
    token = queries.find_token_rights(sha256)
    if token is None:
        cache.pop(sha256, None)
        raise Unauthorised("This token is unknown or was revoked: ask for a new one.")
    principal = Principal(grants=frozenset(f"scope:{scope}" for scope in token.scopes), source=token.source)
    cache[sha256] = _CachedToken(principal, clock.now() + TOKEN_CACHE_DURATION)
    return principal


GATE = AccessPolicy(identify_caller, TABLE)
