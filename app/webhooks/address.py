"""Keeps webhooks away from our own network: which addresses may be reached, decided once, before connecting."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.setting_values import Network
from app.webhooks.reasons import (
    BAD_IP_ADDRESS,
    BAD_PORT,
    HAS_USER_OR_FRAGMENT,
    NO_ADDRESS_OF_WEB,
    NO_HOST,
    NO_PLAIN_ASCII,
    NOT_HTTP,
    NOT_HTTPS,
    NOT_HTTPS_OUTSIDE,
    NOT_IN_REACH,
)

Address = IPv4Address | IPv6Address
HostResolver = Callable[[str, int], Sequence[str]]

DEFAULT_PORTS = {"https": 443, "http": 80}
HOST_NAME = re.compile(r"(?=.{1,253}\Z)(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\.?")
ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")
"""What some resolvers read as an IPv4 address in disguise: 2130706433, 0x7f.1, 127.1."""
GLOBAL_UNICAST = ip_network("2000::/3")
SPECIAL_NETWORKS = tuple(
    ip_network(text)
    for text in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
)
"""What the standard library may call global and is not ours to reach: metadata services, tunnels that carry IPv4, examples."""


class UrlRefused(Invalid):
    """Webhooks may not be sent there."""

    def __init__(self, detail: ErrorMessage) -> None:
        super().__init__(detail.english, errors=[FieldError("/url", detail)])


@dataclass(frozen=True)
class AllowedNetworks:
    """What lies in reach beside the public internet: the intranet's networks, over plain HTTP too if so decided."""

    networks: Sequence[Network] = ()
    plain_http: bool = False

    def is_listed(self, address: Address) -> bool:
        """Whether the deployment named a network that holds `address`."""
        return any(address in network for network in self.networks)


@dataclass(frozen=True)
class TargetUrl:
    """An address of the web, taken apart once: what is checked is what is connected to."""

    scheme: str
    host: str
    port: int
    path: str
    authority: str


def parse_and_check_target_url(url: str, reach: AllowedNetworks) -> TargetUrl:
    """Parse `url`; UrlRefused when it may not be reached, as far as that is known without a resolver."""
    parts = _split_and_check_url(url)
    if parts.scheme not in DEFAULT_PORTS or (parts.scheme == "http" and not reach.plain_http):
        raise UrlRefused(NOT_HTTP if reach.plain_http else NOT_HTTPS)
    if parts.username is not None or parts.password is not None or "#" in url:
        raise UrlRefused(HAS_USER_OR_FRAGMENT)
    host = parts.hostname or ""
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = TargetUrl(parts.scheme, host, parts.port or DEFAULT_PORTS[parts.scheme], path, parts.netloc)
    literal = _parse_ip_or_check_host_name(host)
    if literal is not None:
        _check_address_allowed(literal, target, reach)
    return target


def identify_target_url(url: str) -> tuple[str, str, int | None, str]:
    """What two spellings of the same address share: scheme, host, port and path with query."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme), path


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Every address of a name, as the system resolves it."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def resolve_and_check_addresses(
    target: TargetUrl, reach: AllowedNetworks, resolver: HostResolver = resolve_host
) -> list[Address]:
    """The addresses to connect to for `target`; UrlRefused as soon as one of them is out of reach."""
    literal = _parse_ip_or_check_host_name(target.host)
    resolved = [literal] if literal is not None else [ip_address(text) for text in resolver(target.host, target.port)]
    addresses = list(dict.fromkeys(resolved))
    for address in addresses:
        _check_address_allowed(address, target, reach)
    return addresses


def _split_and_check_url(url: str) -> SplitResult:
    if not url.isascii() or any(character <= " " or character in "\\\x7f" for character in url):
        raise UrlRefused(NO_PLAIN_ASCII)
    try:
        parts = urlsplit(url)
    except ValueError as wrong:
        raise UrlRefused(NO_ADDRESS_OF_WEB) from wrong
    if not _has_port_to_reach(parts):
        raise UrlRefused(BAD_PORT)
    return parts


def _has_port_to_reach(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False


def _parse_ip_or_check_host_name(host: str) -> Address | None:
    if ":" in host:
        return _parse_ip_address(host)
    if ENDS_IN_NUMBER.fullmatch(host):
        return _parse_ip_address(host)
    if not HOST_NAME.fullmatch(host):
        raise UrlRefused(NO_HOST)
    return None


def _parse_ip_address(host: str) -> Address:
    try:
        return ip_address(host)
    except ValueError as wrong:
        raise UrlRefused(BAD_IP_ADDRESS) from wrong


def _check_address_allowed(address: Address, target: TargetUrl, reach: AllowedNetworks) -> None:
    plain = _unmap_ipv4_address(address)
    if reach.is_listed(plain) or reach.is_listed(address):
        return
    if not is_public_address(address):
        raise UrlRefused(NOT_IN_REACH.format(host=target.host, address=address))
    if target.scheme == "http":
        raise UrlRefused(NOT_HTTPS_OUTSIDE)


def is_public_address(address: Address) -> bool:
    """Whether `address` belongs to the public internet, for itself and for whatever it carries inside."""
    if any(address in network for network in SPECIAL_NETWORKS) or address.is_multicast or address.is_reserved:
        return False
    return address.is_global and (address.version == 4 or address in GLOBAL_UNICAST)


def _unmap_ipv4_address(address: Address) -> Address:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
