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

    `token_source` is the source of the service token that the request shows, None without a valid one.
    """

    media_type: str
    headers: Mapping[str, str]
    body: bytes
    received_at: datetime
    token_source: str | None = None


@dataclass(frozen=True)
class ConnectedSource:
    """A network that is connected: the name that signs its facts, its secret opened, and the options of its kind."""

    name: str
    secret: str = field(default="", repr=False)
    options: JsonObject = field(default_factory=dict)


@dataclass(frozen=True)
class ParsedBatch:
    """The items of one request, in order. The rejection of a lone item answers the whole request."""

    items: list[ParsedItem]
    is_lone: bool = False


@dataclass(frozen=True)
class ChallengeResponse:
    """The answer to a network that checks this address before it sends anything."""

    body: bytes
    media_type: str = "text/plain"


def answer_no_challenge(_: ConnectedSource, __: RawRequest) -> None:
    """The `answer_challenge` of a network that checks nothing first."""


@dataclass(frozen=True, kw_only=True)
class SourceKind:
    """How one sort of network is taken in. Its functions are pure: they see the request and the source, and no database.

    `greet` is asked first: it answers a challenge, and returns None for any other request. `authenticate` raises
    SourceNotProven; it compares secrets in constant time. `read` raises a ServiceError only when no item can be read.
    """

    name: str
    sentence: str
    authenticate: Callable[[ConnectedSource, RawRequest], None]
    read: Callable[[ConnectedSource, RawRequest], ParsedBatch]
    answer_challenge: Callable[[ConnectedSource, RawRequest], ChallengeResponse | None] = answer_no_challenge
    options: type[Schema] = Schema
    has_secret: bool = False


def source_kinds_by_name() -> dict[str, SourceKind]:
    """Every kind of source: a file or a folder of `app/intake/sources` each."""
    return discover_instances("app.intake.sources", SourceKind)
