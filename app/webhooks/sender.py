"""Sends messages out: one HTTP POST to an address that was checked, and its answer."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from app.webhooks.address import (
    AllowedNetworks,
    HostResolver,
    UrlRefused,
    parse_and_check_target_url,
    resolve_and_check_addresses,
    resolve_host,
)
from app.webhooks.connection import open_connection

PARALLEL_SENDS = 8
"""How many messages leave at once."""

TRY_SECONDS = 15.0
"""Seconds for a whole try: connection, answer and the little of it that is read."""

MAX_BYTES_READ = 4096


@dataclass(frozen=True)
class OutgoingMessage:
    """What one try sends, and of which delivery."""

    delivery_id: int
    url: str
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class ReceiverAnswer:
    """What came back: a status, or the reason why there is none."""

    status: int | None = None
    error: str | None = None
    retry_after: str | None = None
    milliseconds: int = 0


class HttpSender:
    """Posts messages. Resolves a name once, connects to what it checked, follows no redirect and waits 15 seconds in all."""

    def __init__(
        self,
        reach: AllowedNetworks,
        *,
        resolver: HostResolver = resolve_host,
        tls: ssl.SSLContext | None = None,
        patience: float = TRY_SECONDS,
    ) -> None:
        self.reach = reach
        self._resolver = resolver
        self._tls = tls
        self._patience = patience

    def send_messages_in_parallel(self, messages: Sequence[OutgoingMessage]) -> list[ReceiverAnswer]:
        """Send them side by side; the answers, in the same order."""
        with ThreadPoolExecutor(min(PARALLEL_SENDS, len(messages))) as threads:
            return list(threads.map(self.send_message, messages))

    def send_message(self, message: OutgoingMessage) -> ReceiverAnswer:
        """Send one message; what goes wrong on the way is an answer without a status, never an error."""
        start = time.monotonic()
        try:
            status, retry_after = self._post_message(message, start + self._patience)
        except (UrlRefused, OSError, HTTPException, HTTPError) as wrong:
            return ReceiverAnswer(error=self._format_error(wrong, start), milliseconds=_milliseconds_since(start))
        return ReceiverAnswer(status, retry_after=retry_after, milliseconds=_milliseconds_since(start))

    def _post_message(self, message: OutgoingMessage, ends: float) -> tuple[int, str | None]:
        target = parse_and_check_target_url(message.url, self.reach)
        addresses = resolve_and_check_addresses(target, self.reach, self._resolver)
        with open_connection(target, addresses, tls=self._tls or _load_system_certificates(), ends=ends) as connection:
            headers = {
                "Host": target.authority,
                "User-Agent": "Passerelle",
                "Content-Type": "application/json",
                **message.headers,
            }
            connection.request("POST", target.path, body=message.body.encode(), headers=headers, preload_content=False)
            response = connection.getresponse()
            with closing(response):
                _discard_start_of_body(response)
            return response.status, response.headers.get("Retry-After")

    def _format_error(self, wrong: Exception, start: float) -> str:
        if isinstance(wrong, UrlRefused):
            return wrong.detail
        if isinstance(wrong, socket.gaierror):
            return "The name of the address cannot be resolved."
        if isinstance(wrong, ssl.SSLCertVerificationError):
            return f"The certificate cannot be trusted: {wrong.verify_message}."
        if time.monotonic() - start >= self._patience:
            return f"No answer within {self._patience:g} seconds."
        return f"No answer: {type(wrong).__name__}."


@cache
def _load_system_certificates() -> ssl.SSLContext:
    """The certificates that the system trusts, read at the first message: that takes longer than the rest of the start."""
    return ssl.create_default_context()


def _discard_start_of_body(response: BaseHTTPResponse) -> None:
    """Read a little, so that the receiver can finish; the status alone counts, and nothing of the text is kept."""
    with suppress(OSError, HTTPException, HTTPError):
        response.read(MAX_BYTES_READ, decode_content=False)


def _milliseconds_since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)
