"""Networks are connected under a name, change their secret, and are disconnected."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import delete, select
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
from app.kernel.sealing import Keyring, SealedText, UnsealingFailed

OVERLAP = timedelta(hours=24)
"""How long the secret that was replaced is accepted beside the new one: a network is changed a little later."""

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
    def earlier_secret_key(self) -> str | None:
        """The name of the key that seals the secret of before."""

    @property
    def earlier_secret(self) -> bytes | None:
        """The secret of before, sealed."""

    @property
    def earlier_secret_until(self) -> datetime | None:
        """Until when it is accepted."""

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

    A secret that is replaced by another is accepted for OVERLAP more; the one before it no longer.

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
        **({} if is_new else _choose_earlier_secret(name, kind, secret)),
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
    secret = _unseal_secret(source.name, source.secret_key, source.secret)
    until, earlier = source.earlier_secret_until, ""
    if until is not None and until > clock.now():
        with suppress(UnsealingFailed):
            earlier = _unseal_secret(source.name, source.earlier_secret_key, source.earlier_secret)
    return ConnectedSource(source.name, secret, source.options, earlier_secret=earlier)


def _unseal_secret(name: str, key: str | None, body: bytes | None) -> str:
    if key is None or body is None:
        return ""
    return _get_keyring().unseal(SealedText(key, body), about=_build_seal_context(name))


def _choose_earlier_secret(name: str, kind: str, secret: str) -> dict[str, object]:
    """What becomes of the earlier secret of a source that is connected already: the present one, where it is replaced by another."""
    before = session().scalar(select(Source).where(Source.name == name).with_for_update())
    if before is None:
        return {}
    with suppress(UnsealingFailed):
        if before.kind == kind and _unseal_secret(name, before.secret_key, before.secret) == secret:
            return {}
        if before.kind == kind:
            sealed = {"earlier_secret_key": before.secret_key, "earlier_secret": before.secret}
            return {**sealed, "earlier_secret_until": clock.now() + OVERLAP}
    return dict.fromkeys(("earlier_secret_key", "earlier_secret", "earlier_secret_until"))


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
