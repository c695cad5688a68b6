"""Tokens of machines: the secret is shown once, and only its SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterator
from uuid import uuid4

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from app.journal.service import HOUSE
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid, NotFound
from app.kernel.manifest import list_features_of_current_application
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_unseen_sign
from app.people.manifest import JoiningFeature
from app.people.models import PersonalToken, ServiceToken
from app.people.roles import SCOPES

PREFIX = "psr_"
"""Lets people and secret scanners recognise a token of ours."""
PERSONAL_PREFIX = "psp_"
"""The same for the token that a person makes."""

PUSHING_SCOPE = "activities:write"

LONGEST_NAME = 100
"""Characters of the name of a token, and of the source that its machine signs with."""

NAME_TAKEN = ErrorMessage(
    "A token called {name} exists already: choose another name.",
    french="Un jeton s’appelle déjà {name} : choisissez un autre nom.",
)
NO_NAME = ErrorMessage("A token needs a name and a source.", french="Un jeton a besoin d’un nom et d’une source.")
NO_SCOPE = ErrorMessage(
    "Choose at least one scope.", french="Choisissez au moins une chose que ce programme peut faire."
)
OWN_SOURCE = ErrorMessage(
    "The source {source} is the house's own: give the machine a name of its own.",
    french="La source {source} est celle de Passerelle : donnez au programme un nom à lui.",
)
SOURCE_TAKEN = ErrorMessage(
    "A connected network signs as {source}: give the machine a name of its own.",
    french="Un réseau relié signe déjà {source} : donnez au programme un nom à lui.",
)
TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")


class TokenNameTaken(Conflict):
    """A token of that name exists or existed."""


class TokenSourceTaken(Conflict):
    """A connected network signs its facts with that name."""


class NoSuchToken(NotFound):
    """No token in use has that name."""


class InvalidNewToken(Invalid):
    """A token cannot be made so."""


def hash_secret(secret: str) -> str:
    """The SHA-256 that is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def create_token(name: str, *, scopes: Collection[str], source: str) -> str:
    """Make a token for the machine whose facts are signed `source`; returns its secret, which is shown nowhere else."""
    _check_new_token(name, scopes, source)
    _refuse_name_of_network(scopes, source)
    secret = PREFIX + secrets.token_urlsafe(32)
    row = _build_row(secret, scopes, source) | {"name": name, "created_at": clock.now()}
    new = insert(ServiceToken).values(row).on_conflict_do_nothing(index_elements=["name"]).returning(ServiceToken.id)
    if session().scalar(new) is None:
        taken = NAME_TAKEN.format(name=name)
        raise TokenNameTaken(taken.english, errors=[FieldError("/name", taken)])
    return secret


def ensure_token(name: str, secret: str, *, scopes: Collection[str], source: str) -> None:
    """Let `secret`, which the caller keeps, stand for the token `name`: an earlier secret ends, a revoked token is in use again."""
    _check_new_token(name, scopes, source)
    row = _build_row(secret, scopes, source)
    token = insert(ServiceToken).values(row | {"name": name, "created_at": clock.now()})
    session().execute(token.on_conflict_do_update(index_elements=["name"], set_=row | {"revoked_at": None}))


def replace_personal_token(person_id: int) -> str:
    """Make the token with which a program fetches what is this person's; an earlier one ends. Returns the secret, shown nowhere else."""
    secret = PERSONAL_PREFIX + secrets.token_urlsafe(32)
    row = {"secret_sha256": hash_secret(secret), "subject": str(uuid4()), "created_at": clock.now()}
    token = insert(PersonalToken).values(person_id=person_id, **row)
    session().execute(token.on_conflict_do_update(index_elements=["person_id"], set_=row))
    return secret


def withdraw_personal_token(person_id: int) -> None:
    """Refuse it from the next request on; nothing happens where there is none."""
    session().execute(delete(PersonalToken).where(PersonalToken.person_id == person_id))


def revoke_token(name: str) -> None:
    """Refuse the token everywhere, within the half minute for which processes may cache it."""
    token = update(ServiceToken).where(ServiceToken.name == name, ServiceToken.revoked_at.is_(None))
    if session().scalar(token.values(revoked_at=clock.now()).returning(ServiceToken.id)) is None:
        raise NoSuchToken(f"No token in use is called {name}.")


def _build_row(secret: str, scopes: Collection[str], source: str) -> dict[str, object]:
    return {"secret_sha256": hash_secret(secret), "source": source, "scopes": sorted(set(scopes))}


def _check_new_token(name: str, scopes: Collection[str], source: str) -> None:
    """InvalidNewToken with everything that is wrong, each at its field; its sentence is that of the first."""
    faults = [*_iterate_name_faults(name, source), *_iterate_scope_faults(scopes)]
    if faults:
        raise InvalidNewToken(faults[0][1], errors=[FieldError(pointer, shown) for pointer, _, shown in faults])


def _iterate_name_faults(name: str, source: str) -> Iterator[tuple[str, str, ErrorMessage]]:
    """The place, the sentence for machines and that for people, of what is wrong with the name and the source."""
    if not name.strip() or not source.strip():
        yield "/name", NO_NAME.english, NO_NAME
    if source == HOUSE:
        own = OWN_SOURCE.format(source=HOUSE)
        yield "/source", own.english, own
    for pointer, text in (("/name", name), ("/source", source)):
        fault = _find_fault_of_line(text)
        if fault is not None and not (pointer == "/source" and text == name):
            yield pointer, fault.english, fault


def _iterate_scope_faults(scopes: Collection[str]) -> Iterator[tuple[str, str, ErrorMessage]]:
    unknown = sorted(set(scopes) - SCOPES.keys())
    if unknown or not scopes:
        detail = f"Unknown or missing scopes ({', '.join(unknown) or 'none given'}): choose among {', '.join(SCOPES)}."
        yield "/scopes", detail, NO_SCOPE


def _find_fault_of_line(text: str) -> ErrorMessage | None:
    """A name is read by people in lists and stands in an index: one line that is seen, and not too long."""
    too_long = TOO_LONG.format(most=LONGEST_NAME) if len(text) > LONGEST_NAME else None
    return too_long or (find_unseen_sign(text, with_joiners=True) if text.strip() else None)


def _refuse_name_of_network(scopes: Collection[str], source: str) -> None:
    """Facts say by their name alone who sent them, so a token that pushes signs with none that another sender has."""
    checks = (
        check
        for feature in list_features_of_current_application(JoiningFeature)
        for check in feature.source_name_checks
    )
    if PUSHING_SCOPE in scopes and any(check(source) for check in checks):
        taken = SOURCE_TAKEN.format(source=source)
        raise TokenSourceTaken(taken.english, errors=[FieldError("/source", taken)])
