"""A connection to an address that was checked: an exchange over it ends when time is up, whatever the other side does."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from app.webhooks.address import Address, TargetUrl
from app.webhooks.deadlines import Deadlines

MAX_ADDRESSES = 4
"""How many of a name's addresses are tried before giving up."""

_deadlines = Deadlines()


@contextmanager
def end_exchange_in_time(connection: HTTPConnection, ends: float) -> Iterator[None]:
    """Let an exchange over `connection` go on until `ends` at most, even when bytes still arrive."""
    assert connection.sock is not None, "Only a conversation that began can be ended."
    connection.sock.settimeout(max(ends - time.monotonic(), 0.001))
    exchange = _deadlines.watch_socket(connection.sock, ends)
    try:
        yield
    finally:
        _deadlines.forget_socket(exchange)


def open_connection(
    target: TargetUrl, addresses: Sequence[Address], *, tls: ssl.SSLContext, ends: float
) -> HTTPConnection:
    """A connection to the first address that answers; each has its share of the time.

    No name is resolved here: the name serves for the certificate alone.
    """
    *others, last = addresses[:MAX_ADDRESSES]
    share = (ends - time.monotonic()) / (len(others) + 1)
    for address in others:
        with suppress(OSError, HTTPError):
            return _connect_to_address(target, str(address), tls, time.monotonic() + share)
    return _connect_to_address(target, str(last), tls, ends)


def _connect_to_address(target: TargetUrl, address: str, tls: ssl.SSLContext, ends: float) -> HTTPConnection:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    if target.scheme == "http":
        connection = HTTPConnection(address, target.port, timeout=left)
    else:
        connection = HTTPSConnection(address, target.port, timeout=left, ssl_context=tls, server_hostname=target.host)
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    return connection
