"""What the contract of sources asks of a sample: one activity as the network sends it, and what proves who sent it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.intake.inbox_kind import NetworkClient
from app.kernel.schema import JsonObject


@dataclass(frozen=True)
class Credentials:
    """What a network may prove itself by: the secret of its source, or a service token of the same source."""

    secret: str
    token: str


@dataclass(frozen=True, kw_only=True)
class SourceSample:
    """How the network of one kind sends.

    `body` is one activity of the person `ada` that becomes one fact, dated at the moment given; `undo_body` takes it back,
    where the network tells that. `headers` are those that the network sends with a body, the proof among them, made at the
    moment given. `greeting` is a challenge and the body that answers it. `setting` are bodies that come before, such as the
    one that says that a room is public. `window` is how old a proof may be, None where the network dates none.
    `secret` is the secret with which its source is connected. `prove_in_body` writes the proof into a body, where the network does.
    `other_body` is that activity once more, as the so many-th of many: each becomes a fact of its own; None where nothing is pushed.
    `greeting_query` stands behind the address of a greeting. `client` answers what the kind asks the network, where it must.
    """

    kind: str
    body: Callable[[datetime], bytes]
    headers: Callable[[Credentials, bytes, datetime], Mapping[str, str]]
    other_body: Callable[[datetime, int], bytes] | None = None
    undo_body: Callable[[datetime], bytes] | None = None
    greeting: tuple[bytes, bytes] | None = None
    setting: Callable[[datetime], tuple[bytes, ...]] = lambda _: ()
    options: JsonObject = field(default_factory=dict)
    window: timedelta | None = None
    method: str = "POST"
    path: str = ""
    secret: str = "the secret of the network"
    greeting_query: str = ""
    client: NetworkClient | None = None
    prove_in_body: Callable[[Credentials, bytes], bytes] = lambda _, body: body

    @property
    def name(self) -> str:
        """The name by which the contract looks a sample up: that of its kind."""
        return self.kind
