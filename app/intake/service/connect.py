"""Networks are connected under a name, change their secret, and are disconnected."""

from __future__ import annotations

import re
from typing import Protocol

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.intake.inbox_kind import InboxKind
from app.intake.models import Source
from app.intake.queries import get_source
from app.intake.source import ConnectedSource, SourceKind, source_kinds_by_name
from app.journal.service import HOUSE
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid, NotFound, Unavailable
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject, parse_kind_settings
from app.kernel.sealing import Keyring, SealedText

SOURCE_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


BAD_NAME = ErrorMessage(
    "A source is named by 1 to 63 small letters, digits and hyphens, and never {house}.",
    french="Le nom a de 1 à 63 minuscules, chiffres et traits d’union, et n’est jamais {house}.",
)
NAME_TAKEN = ErrorMessage("A network has this name already.", french="Un réseau porte déjà ce nom.")
NO_SECRET = ErrorMessage("This network needs a secret.", french="Ce réseau a besoin d’un secret.")


class SealedSource(Protocol):
    """What is read of a source to open its secret."""

    @property
    def name(self) -> str:
        """The name for which the secret was sealed."""

    @property
    def secret_key(self) -> str | None:
        """The name of the key that seals it."""

    @property
    def secret(self) -> bytes | None:
        """The secret, sealed."""

    @property
    def options(self) -> JsonObject:
        """The options of its kind."""


class NoSuchKind(NotFound):
    """No folder of `app/intake/sources` has that name."""


class InvalidSource(Invalid):
    """A network cannot be connected so."""


class SourcesKeyMissing(Unavailable):
    """Secrets of sources cannot be kept without their key."""


def connect_source(
    name: str, kind: str, *, secret: str = "", options: JsonObject | None = None, is_new: bool = False
) -> None:
    """Connect a network under `name`; under a name that is connected, replace its kind, secret and options.

    InvalidSource, at its field, for what cannot be; also for a name that is taken where the network is said to be new.
    """
    source_kind = _get_kind_of_valid_source(name, kind, secret)
    checked = parse_kind_settings(
        source_kind.options, options or {}, f"Some options of {kind} cannot be read; see errors."
    )
    sealed = _get_keyring().seal(secret, about=_build_seal_context(name)) if source_kind.has_secret else None
    columns = {
        "kind": kind,
        "secret_key": sealed and sealed.key,
        "secret": sealed and sealed.body,
        "options": dict(checked),
        "poll_due_at": clock.now() if isinstance(source_kind, InboxKind) and source_kind.poll else None,
    }
    connected = insert(Source).values(name=name, **columns)
    written = (
        connected.on_conflict_do_nothing(index_elements=["name"])
        if is_new
        else connected.on_conflict_do_update(index_elements=["name"], set_=columns)
    )
    if session().scalar(written.returning(Source.id)) is None:
        raise InvalidSource(NAME_TAKEN.english, errors=[FieldError("/name", NAME_TAKEN)])


def disconnect_source(name: str) -> None:
    """Refuse what the network sends from now on; its facts stay. SourceNotFound when none has that name."""
    source = get_source(name)
    session().execute(delete(Source).where(Source.id == source.id))


def unseal_source(source: SealedSource) -> ConnectedSource:
    """`source` as its kind reads it, its secret opened; UnsealingFailed when the key is gone."""
    secret = ""
    if source.secret is not None and source.secret_key is not None:
        sealed = SealedText(source.secret_key, source.secret)
        secret = _get_keyring().unseal(sealed, about=_build_seal_context(source.name))
    return ConnectedSource(source.name, secret, source.options)


def _get_kind_of_valid_source(name: str, kind: str, secret: str) -> SourceKind:
    source_kind = source_kinds_by_name().get(kind)
    if source_kind is None:
        raise InvalidSource(f"Unknown kind {kind[:80]!r}: choose among {', '.join(source_kinds_by_name())}.")
    if not SOURCE_NAME.fullmatch(name) or name == HOUSE:
        bad = BAD_NAME.format(house=HOUSE)
        raise InvalidSource(bad.english, errors=[FieldError("/name", bad)])
    if source_kind.has_secret != bool(secret):
        detail = f"A source of kind {kind} {'needs a' if source_kind.has_secret else 'has no'} secret."
        raise InvalidSource(detail, errors=[FieldError("/secret", NO_SECRET)])
    return source_kind


def _get_keyring() -> Keyring:
    keyring = current_settings().sources_key
    if keyring is None:
        raise SourcesKeyMissing("Set SOURCES_KEY first: it seals the secrets of sources.")
    return keyring


def _build_seal_context(name: str) -> str:
    return f"source:{name}"
