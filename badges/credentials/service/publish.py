"""The keys of the issuer: a newer pair is made, and the public halves are published for ever."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import Unavailable
from app.kernel.schema import JsonObject
from badges.credentials import queries
from badges.credentials.keys import (
    KeysUnusable,
    SigningKeys,
    create_signing_keys,
    holds_any_key,
    read_signing_keys,
)
from badges.credentials.models import IssuerKey
from badges.credentials.public_keys import build_jwk

log = logging.getLogger(__name__)

SECOND_PRESS = timedelta(minutes=1)


class SigningPaused(Unavailable):
    """The keys cannot be used now. Awards do not need them: the same request works once they are mended."""


def create_and_publish_keys() -> SigningKeys:
    """Make a newer pair of keys, which signs from now on; KeysUnusable without a folder for them."""
    folder = current_settings().badge_keys
    if folder is None:
        raise KeysUnusable("BADGE_KEYS names no folder.")
    keys = create_signing_keys(folder, clock.now())
    _publish_keys(keys, queries.list_public_keys())
    return keys


def create_keys_unless_just_made() -> bool:
    """Make a newer pair, unless one was published within a minute: two presses make one. Whether it was made; KeysUnusable."""
    queries.lock_public_keys()
    latest = next(iter(queries.list_published_keys()), None)
    if latest is not None and latest.published_at > clock.now() - SECOND_PRESS:
        return False
    create_and_publish_keys()
    return True


def ensure_first_keys() -> SigningKeys | None:
    """Make the first pair where BADGE_KEYS names a folder; None where it names none, holds keys, or a key was published before.

    So a folder that was lost is missed, and not filled with keys that nobody knows.
    """
    folder = current_settings().badge_keys
    if folder is None or holds_any_key(folder):
        return None
    queries.lock_public_keys()
    return None if queries.list_public_keys() else create_and_publish_keys()


def get_signing_keys(folder: Path | None, public_keys: Mapping[str, JsonObject] | None = None) -> SigningKeys:
    """The keys that sign, their public halves published; SigningPaused, and a line in the log, when they cannot be used.

    Whoever has just read the `public_keys` spares the database a second look.
    """
    try:
        keys = read_signing_keys(folder)
        _publish_keys(keys, queries.list_public_keys() if public_keys is None else public_keys)
    except KeysUnusable as wrong:
        log.error("No badge can be signed: %s", wrong)  # noqa: TRY400 - the sentence says it all
        raise SigningPaused("No badge can be signed for now. Nothing is lost: try again later.") from wrong
    return keys


def _publish_keys(keys: SigningKeys, public_keys: Mapping[str, JsonObject]) -> None:
    """Keep the public halves for ever; KeysUnusable when another key was published under one of these names."""
    jwks = {
        keys.rsa_name: build_jwk(keys.rsa.public_key()),
        keys.ed25519_name: build_jwk(keys.ed25519.public_key()),
    }
    published = {name: jwk for name, jwk in public_keys.items() if name in jwks}
    if any(jwks[name] != jwk for name, jwk in published.items()):
        raise KeysUnusable("another key was published under the name of this one: make a new pair.")
    for name in jwks.keys() - published.keys():
        row = insert(IssuerKey).values(name=name, jwk=jwks[name], published_at=clock.now())
        session().execute(row.on_conflict_do_nothing())
