"""The values of settings, parsed from their text; a ValueError says what is expected."""

from __future__ import annotations

import ipaddress
import re

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def parse_yes_or_no(text: str) -> bool:
    """Whether a switch is on."""
    switches = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in switches:
        raise ValueError("expected yes or no")
    return switches[text.lower()]


def parse_networks(text: str) -> tuple[Network, ...]:
    """Networks of a comma-separated list of CIDRs."""
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


def parse_hosts(text: str) -> tuple[str, ...]:
    """Hosts of a comma-separated list, to compare without their case."""
    return tuple(host.strip().casefold() for host in text.split(",") if host.strip())


def parse_group_size(text: str) -> int:
    """The size of the smallest group that is shown."""
    size = int(text)
    if size < 5:
        raise ValueError("expected 5 or more: smaller groups would show people")
    return size


def parse_minutes(text: str) -> int:
    """Minutes, 0 or more."""
    minutes = int(text)
    if minutes < 0:
        raise ValueError("expected 0 or more")
    return minutes


def parse_request_rate(text: str) -> int:
    """Requests in a minute, 1 or more."""
    rate = int(text)
    if rate < 1:
        raise ValueError("expected 1 or more")
    return rate


def parse_euros(text: str) -> int:
    """Whole euros."""
    if not re.fullmatch(r"\d{1,6}", text):
        raise ValueError("expected whole euros, such as 200")
    return int(text)


def parse_years(text: str) -> int:
    """Years, from 1 to 10."""
    if not re.fullmatch(r"[1-9]|10", text):
        raise ValueError("expected a number of years from 1 to 10")
    return int(text)


def parse_web_address(text: str) -> str:
    """An address of the web, as it is written."""
    if not re.fullmatch(r"https?://[^\s/<>\"'{}][^\s<>\"'{}]*", text):
        raise ValueError("expected an address that starts with https:// or http://")
    return text


def parse_base_address(text: str) -> str:
    """An address of the web, without its final slash."""
    return parse_web_address(text).rstrip("/")


def parse_community_pattern(text: str) -> str:
    """An address with one place for a community."""
    if text.count("{community}") != 1:
        raise ValueError("expected an address with {community} once")
    parse_web_address(text.replace("{community}", "id"))
    return text
