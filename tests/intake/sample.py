"""What the contract of sources asks of a sample: one activity as the network sends it, and what proves who sent it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.kernel.schema import JsonObject


@dataclass(frozen=True)
class Credentials:
    """What a network may prove itself by: the secret of its source, or a service token of the same source."""

    secret: str
    token: str


@dataclass(frozen=True, kw_only=True)
class SourceSample:
    """How the network of one kind sends.

    `body` is one activity of the person `ada` that becomes one fact, dated at the moment given. `headers` are those that
    the network sends with a body, the proof among them. `greeting` is a challenge and the body that answers it.
    """

    kind: str
    body: Callable[[datetime], bytes]
    headers: Callable[[Credentials, bytes, datetime], Mapping[str, str]]
    greeting: tuple[bytes, bytes] | None = None
    options: JsonObject = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name by which the contract looks a sample up: that of its kind."""
        return self.kind
