"""What a wallet may say of the badges that it wants, and the links to the pages beside those that it gets."""

from __future__ import annotations

from urllib.parse import urlencode

import marshmallow as ma

from app.kernel.errors import ServiceError
from app.kernel.schema import JsonObject

MOST = 100
"""So many badges are in an answer at most; whoever wants more gets a link to the next."""


class BadQuery(ServiceError):
    """A parameter cannot be read. Open Badges answers 400."""


class WalletQuery(ma.Schema):
    """How many badges, from which place, awarded after which moment; other parameters are left aside."""

    class Meta:
        unknown = ma.EXCLUDE

    limit = ma.fields.Int(load_default=50, validate=ma.validate.Range(1))
    offset = ma.fields.Int(load_default=0, validate=ma.validate.Range(0, 1_000_000))
    since = ma.fields.AwareDateTime(load_default=None)


def parse_wallet_query(arguments: JsonObject) -> JsonObject:
    """The parameters of a request, `limit` brought down to MOST; BadQuery names those that cannot be read.

    A plus sign that was not encoded arrives as a blank, and is meant as the sign of a zone.
    """
    try:
        query: JsonObject = WalletQuery().load({name: value.replace(" ", "+") for name, value in arguments.items()})
    except ma.ValidationError as wrong:
        names = ", ".join(sorted(map(str, wrong.messages_dict)))
        raise BadQuery(
            f"Cannot be read: {names}. `limit` is 1 or more, `offset` 0 or more, `since` a moment with its zone."
        ) from wrong
    return {**query, "limit": min(query["limit"], MOST)}


PARAMETERS = [
    {"in": "query", "name": "limit", "schema": {"type": "integer", "minimum": 1, "default": 50}},
    {"in": "query", "name": "offset", "schema": {"type": "integer", "minimum": 0, "maximum": 1_000_000, "default": 0}},
    {"in": "query", "name": "since", "schema": {"type": "string", "format": "date-time"}},
]
"""The same for the OpenAPI document."""


def build_link_header(url: str, total: int, *, limit: int, offset: int, since: str | None) -> str:
    """The header `Link` with the first and the last page, and with those beside this one where there are any."""
    places = {"first": 0, "last": max(0, total - 1) // limit * limit}
    if offset + limit < total:
        places["next"] = offset + limit
    if offset > 0:
        places["prev"] = max(0, offset - limit)
    kept = {} if since is None else {"since": since}
    links = {rel: urlencode({"limit": limit, "offset": place, **kept}) for rel, place in places.items()}
    return ", ".join(f'<{url}?{query}>; rel="{rel}"' for rel, query in links.items())
