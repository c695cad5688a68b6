"""The mail server, as a setting names it: smtp://user:password@host:587?starttls, or smtps:// for TLS from the start."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """A server that accepts mail; its password is never printed."""

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: bool = False
    starttls: bool = False


def parse_mail_server(text: str) -> MailServer:
    """The server that a URL names; ValueError for any other text."""
    parts = urlsplit(text)
    if parts.scheme not in PORTS or not parts.hostname or parts.query not in ("", "starttls"):
        raise ValueError("expected smtp://user:password@host:port, perhaps with ?starttls, or smtps://")
    user, password = (unquote(word) if word else None for word in (parts.username, parts.password))
    if not f"{user}{password}".isascii():
        raise ValueError("expected a user and a password of ASCII signs: mail servers are told no others")
    return MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=user,
        password=password,
        tls=parts.scheme == "smtps",
        starttls=parts.query == "starttls",
    )


def parse_sender_address(text: str) -> Address:
    """The name and address of the sender; ValueError without a complete address."""
    name, address = parseaddr(text)
    user, _, domain = address.partition("@")
    if not user or not domain or any(ord(sign) < 32 for sign in text):
        raise ValueError("expected an address such as Passerelle <passerelle@example.com>")
    return Address(name, addr_spec=address)
