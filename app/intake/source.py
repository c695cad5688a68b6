"""The contract of a kind of source: how one network proves who it is, greets, and is read as CloudEvents of activities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.intake.activities import CloudEvent, Rejection
from app.kernel.discovery import discover_instances
from app.kernel.errors import Unauthorised
from app.kernel.schema import JsonObject, Schema

ParsedItem = CloudEvent | Rejection
"""An event that could be read, or why it could not."""


class SourceNotProven(Unauthorised):
    """The request does not prove that it comes from its source."""


@dataclass(frozen=True)
class RawRequest:
    """One HTTP request as it came: headers by name in lower case, the body byte for byte, so that a signature can be checked.

    `token_source` is the source of the service token that the request shows, None without a valid one, and for kinds with an inbox. `path` is what stands
    in the address below that of the source ("_matrix/app/v1/ping"), `query` what stands behind its question mark.
    """

    media_type: str
    headers: Mapping[str, str]
    body: bytes
    received_at: datetime
    token_source: str | None = None
    method: str = "POST"
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ConnectedSource:
    """A network that is connected: the name that signs its facts, its secret opened, and the options of its kind.

    `earlier_secret` is the one before, while it is accepted too. `asked_at` is the moment at which the network is asked, for what expires there; None where it is not asked.
    """

    name: str
    secret: str = field(default="", repr=False)
    options: JsonObject = field(default_factory=dict)
    asked_at: datetime | None = None
    earlier_secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class ParsedBatch:
    """The items of one request, in order. The rejection of a lone item answers the whole request."""

    items: list[ParsedItem]
    is_lone: bool = False


@dataclass(frozen=True)
class HookResponse:
    """What a network is answered in the form that it expects: to a check of this address, or to what it sent."""

    body: bytes
    media_type: str = "text/plain"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def answer_no_challenge(_: ConnectedSource, __: RawRequest) -> None:
    """The `answer_challenge` of a network that checks nothing first."""


@dataclass(frozen=True, kw_only=True)
class SourceKind:
    """How one sort of network is taken in. Its functions see the request and the source, and no database, clock or chance.

    `answer_challenge` is asked first: it answers a check of the address, and returns None for any other request.
    `authenticate` raises SourceNotProven; it compares secrets in constant time. With `has_paths` the network may call any
    address below that of the source, by GET, PUT or POST; without, only that of the source, by POST. `label` is what people
    call the network, in French and in English.
    """

    name: str
    sentence: str
    label: Mapping[str, str] = field(default_factory=dict)
    authenticate: Callable[[ConnectedSource, RawRequest], None]
    answer_challenge: Callable[[ConnectedSource, RawRequest], HookResponse | None] = answer_no_challenge
    options: type[Schema] = Schema
    has_secret: bool = False
    has_paths: bool = False


@dataclass(frozen=True, kw_only=True)
class AnsweredKind(SourceKind):
    """A network that waits until each item is answered. `read` raises a ServiceError only when no item can be read."""

    read: Callable[[ConnectedSource, RawRequest], ParsedBatch]


def source_kinds_by_name() -> dict[str, SourceKind]:
    """Every kind of source: a folder of `app/intake/sources` each."""
    return discover_instances("app.intake.sources", SourceKind)
