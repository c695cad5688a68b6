"""What answers of the API have in common: their ETag, and the address of the next page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response, request

from app.kernel.application import current_settings

UNCHANGED = "Nothing that it shows has changed since the ETag that was sent."


def answer_conditionally(answer: Response) -> Response:
    """The answer with its ETag; 304 without a body to whoever has it."""
    answer.add_etag(weak=True)
    answer.make_conditional(request)
    return answer


def add_next_link(answer: Response, cursor: str) -> None:
    """Name the next page of the list that was asked for, by a Link header (RFC 8288)."""
    parameters: Mapping[str, str] = {**request.args, "cursor": cursor}
    address = f"{current_settings().public_url}{request.path}?{urlencode(parameters)}"
    answer.headers["Link"] = f'<{address}>; rel="next"'
