"""Networks are connected under a name, change their secret, and are disconnected."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from app.intake.inbox_kind import InboxKind
from app.intake.models import Source
from app.intake.queries import find_source, get_source
from app.intake.service.checks import NAME_TAKEN, InvalidSource, NewSource, check_new_source, get_source_kind
from app.intake.source import ConnectedSource
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import FieldError, Unavailable
from app.kernel.schema import JsonObject
from app.kernel.sealing import Keyring, SealedText, UnsealingFailed

OVERLAP = timedelta(hours=24)
"""How long the secret that was replaced is accepted beside the new one: a network is changed a little later."""


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


class SourcesKeyMissing(Unavailable):
    """Secrets of sources cannot be kept without their key."""


def connect_source(
    name: str, kind: str, *, secret: str | None = "", options: JsonObject | None = None, is_new: bool = False
) -> None:
    """Connect a network under `name`; under a name that is connected, replace its kind, options and secret, or keep that where it is None.

    A secret that is replaced by another is accepted for OVERLAP more; the one before it no longer.

    InvalidSource, with each fault at its field, for what cannot be; also for a name that is taken where the network is said to be new.
    """
    source_kind = get_source_kind(kind)
    new = NewSource(name, secret, options or {}, is_new=is_new, present=find_source(name))
    checked = check_new_source(source_kind, new)
    columns = {
        "kind": kind,
        "options": dict(checked),
        "poll_due_at": clock.now() if isinstance(source_kind, InboxKind) and source_kind.poll else None,
        **({} if secret is None else _seal_secret(name, secret)),
        **({} if is_new or secret is None else _choose_earlier_secret(name, kind, secret)),
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


def _seal_secret(name: str, secret: str) -> JsonObject:
    sealed = _get_keyring().seal(secret, about=_build_seal_context(name)) if secret else None
    return {"secret_key": sealed and sealed.key, "secret": sealed and sealed.body}


def _get_keyring() -> Keyring:
    keyring = current_settings().sources_key
    if keyring is None:
        raise SourcesKeyMissing("Set SOURCES_KEY first: it seals the secrets of sources.")
    return keyring


def _build_seal_context(name: str) -> str:
    return f"source:{name}"
