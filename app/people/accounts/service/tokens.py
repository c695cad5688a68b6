"""Tokens of machines: the secret is shown once, and only its SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from uuid import uuid4

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from app.journal.service import HOUSE
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid, NotFound
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_unseen_sign
from app.people.models import PersonalToken, ServiceToken
from app.people.roles import SCOPES

PREFIX = "psr_"
"""Lets people and secret scanners recognise a token of ours."""
PERSONAL_PREFIX = "psp_"
"""The same for the token that a person makes."""

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
TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")


class TokenNameTaken(Conflict):
    """A token of that name exists or existed."""


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
    unknown = sorted(set(scopes) - SCOPES.keys())
    if unknown or not scopes:
        raise InvalidNewToken(
            f"Unknown or missing scopes ({', '.join(unknown) or 'none given'}): choose among {', '.join(SCOPES)}.",
            errors=[FieldError("/scopes", NO_SCOPE)],
        )
    if not name.strip() or not source.strip():
        raise InvalidNewToken(NO_NAME.english, errors=[FieldError("/name", NO_NAME)])
    if source == HOUSE:
        own = OWN_SOURCE.format(source=HOUSE)
        raise InvalidNewToken(own.english, errors=[FieldError("/source", own)])
    for field, text in (("/name", name), ("/source", source)):
        _check_line(field, text)


def _check_line(field: str, text: str) -> None:
    """A name is read by people in lists and stands in an index: one line that is seen, and not too long."""
    too_long = TOO_LONG.format(most=LONGEST_NAME) if len(text) > LONGEST_NAME else None
    fault = too_long or find_unseen_sign(text, with_joiners=True)
    if fault is not None:
        raise InvalidNewToken(fault.english, errors=[FieldError(field, fault)])
