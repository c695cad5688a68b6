"""Asks a network for JSON at the address that IT gave: what the kinds that poll have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import marshmallow as ma

from app.intake.inbox_kind import NetworkClient, build_silence
from app.intake.json_text import parse_json_body
from app.kernel.messages import ErrorMessage

NOT_THERE = (403, 404)
"""What is gone, or what we may not see."""


LONGEST_ADDRESS = 500
ADDRESS_TOO_LONG = ErrorMessage(
    "The address has more than {most} characters.", french="L’adresse a plus de {most} caractères."
)


class AddressField(ma.fields.Url):
    """An address of the web that is not too long: of one that is, this alone is said."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object) -> str:
        if isinstance(value, str) and len(value) > LONGEST_ADDRESS:
            raise ma.ValidationError(ADDRESS_TOO_LONG.format(most=LONGEST_ADDRESS))
        return super()._deserialize(value, attr, data, **kwargs)


def build_address_option(*, required: bool = True) -> ma.fields.Url:
    """The option that says where the server of a network answers."""
    label = {"fr": "Adresse du serveur", "en": "Address of the server"}
    return AddressField(schemes={"http", "https"}, require_tld=False, required=required, metadata={"label": label})


def fetch_json(client: NetworkClient, url: str, headers: Mapping[str, str]) -> object:
    """The JSON at an address; None for what is not there. NetworkSilent for any other answer that is none."""
    answer = client.send_request("GET", url, headers={"Accept": "application/json", **headers})
    if answer.status in NOT_THERE:
        return None
    if answer.status != 200:
        raise build_silence(answer.status, f"The network answered {answer.status} to GET {url.partition('?')[0]}.")
    return parse_json_body(answer.body)


def find_day_before(moment: str, distance: timedelta) -> str:
    """The day that lies so far before a moment that begins with its date, as it writes days; an empty text for what is no moment."""
    try:
        return (date.fromisoformat(moment[:10]) - distance).isoformat()
    except (ValueError, OverflowError):
        return ""
