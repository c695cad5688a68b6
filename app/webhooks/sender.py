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

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from app.webhooks.address import (
    AllowedNetworks,
    HostResolver,
    TargetUrl,
    UrlRefused,
    parse_and_check_target_url,
    resolve_and_check_addresses,
    resolve_host,
)
from app.webhooks.connection import end_exchange_in_time, open_connection
from app.webhooks.pool import KeptConnections

PARALLEL_SENDS = 8
"""How many messages leave at once."""

MOST_SLOW = 31
"""How many are sent side by side at most: behind the first one, four times as many as leave at once."""

QUICK_SECONDS, QUICK_START = 0.001, 0.005
"""A receiver that needs no more for a message, and so much once, is sent one after the other: side by side, threads cost more than they win."""

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
    media_type: str = "application/json"


@dataclass(frozen=True)
class ReceiverAnswer:
    """What came back: a status, or the reason why there is none."""

    status: int | None = None
    error: str | None = None
    retry_after: str | None = None
    milliseconds: int = 0


class HttpSender:
    """Posts messages. Resolves a name once, connects to what it checked, follows no redirect, keeps connections and waits 15 seconds in all."""

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
        self._kept = KeptConnections()
        self._last_target: tuple[str, TargetUrl] | None = None

    def send_messages_in_parallel(self, messages: Sequence[OutgoingMessage]) -> list[ReceiverAnswer]:
        """Send them side by side, but for those that are answered at once; the answers, in the same order.

        When the receiver becomes slow, MOST_SLOW more are sent, and the others are left: their answers are missing.
        """
        answers = self._send_while_quick(messages)
        left = messages[len(answers) : len(answers) + MOST_SLOW]
        if not left:
            return answers
        with ThreadPoolExecutor(min(PARALLEL_SENDS, len(left))) as threads:
            return [*answers, *threads.map(self.send_message, left)]

    def _send_while_quick(self, messages: Sequence[OutgoingMessage]) -> list[ReceiverAnswer]:
        """Send one after the other while answers take no longer than threads cost."""
        answers: list[ReceiverAnswer] = []
        began = time.monotonic()
        for number, message in enumerate(messages):
            answers.append(self.send_message(message))
            if time.monotonic() - began > QUICK_START + number * QUICK_SECONDS:
                break
        return answers

    def send_message(self, message: OutgoingMessage) -> ReceiverAnswer:
        """Send one message; what goes wrong on the way is an answer without a status, never an error."""
        start = time.monotonic()
        try:
            status, retry_after = self._post_message(message, start + self._patience)
        except (UrlRefused, OSError, HTTPException, HTTPError) as wrong:
            return ReceiverAnswer(error=self._format_error(wrong, start), milliseconds=_milliseconds_since(start))
        return ReceiverAnswer(status, retry_after=retry_after, milliseconds=_milliseconds_since(start))

    def close(self) -> None:
        """Close the connections that wait for a next message."""
        self._kept.close()

    def _post_message(self, message: OutgoingMessage, ends: float) -> tuple[int, str | None]:
        """Over a connection that the receiver kept, if there is one; it may close it at any moment, and then a new one is opened."""
        target = self._get_target(message.url)
        addresses = resolve_and_check_addresses(target, self.reach, self._resolver)
        kept = self._kept.find_connection(target, [str(address) for address in addresses])
        if kept is not None:
            with suppress(ConnectionError):
                return self._exchange_message(kept, target, message, ends)
        tls = self._tls or _load_system_certificates()
        return self._exchange_message(open_connection(target, addresses, tls=tls, ends=ends), target, message, ends)

    def _get_target(self, url: str) -> TargetUrl:
        """The address taken apart and checked, again only where the one before was another."""
        last = self._last_target
        if last is None or last[0] != url:
            last = self._last_target = url, parse_and_check_target_url(url, self.reach)
        return last[1]

    def _exchange_message(
        self, connection: HTTPConnection, target: TargetUrl, message: OutgoingMessage, ends: float
    ) -> tuple[int, str | None]:
        headers = {
            "Host": target.authority,
            "User-Agent": "Passerelle",
            "Content-Type": message.media_type,
            **message.headers,
        }
        is_open = False
        try:
            with end_exchange_in_time(connection, ends):
                connection.request(
                    "POST", target.path, body=message.body.encode(), headers=headers, preload_content=False
                )
                response = connection.getresponse()
                with closing(response):
                    is_open = _is_read_whole(response) and connection.sock is not None
            return response.status, response.headers.get("Retry-After")
        finally:
            if is_open:
                self._kept.keep_connection(target, connection)
            else:
                connection.close()

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


def _is_read_whole(response: BaseHTTPResponse) -> bool:
    """Read a little, so that the receiver can finish; whether that was all of it. The status alone counts, and nothing of the text is kept."""
    if response.length_remaining == 0:
        return True
    try:
        response.read(MAX_BYTES_READ, decode_content=False)
        return not response.read(1, decode_content=False)
    except (OSError, HTTPException, HTTPError):
        return False


def _milliseconds_since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)
