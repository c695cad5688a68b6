"""Asks a network for JSON: what the kinds that poll have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.intake.inbox_kind import NetworkClient, NetworkSilent
from app.intake.json_text import parse_json_body

NOT_THERE = (403, 404)
"""What is gone, or what we may not see."""


def fetch_json(client: NetworkClient, url: str, headers: Mapping[str, str]) -> object:
    """The JSON at an address; None for what is not there. NetworkSilent for any other answer that is none."""
    answer = client.send_request("GET", url, headers={"Accept": "application/json", **headers})
    if answer.status in NOT_THERE:
        return None
    if answer.status != 200:
        raise NetworkSilent(f"The network answered {answer.status} to GET {url.partition('?')[0]}.")
    return parse_json_body(answer.body)


def find_day_before(moment: str, distance: timedelta) -> str:
    """The day that lies so far before a moment that begins with its date, as it writes days; an empty text for what is no moment."""
    try:
        return (date.fromisoformat(moment[:10]) - distance).isoformat()
    except (ValueError, OverflowError):
        return ""
