"""What answers of the API have in common: their ETag, and the address of the next page."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from app.kernel.application import current_settings
from app.kernel.errors import ServiceError

UNCHANGED = "Nothing that it shows has changed since the ETag that was sent."

IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag as it was read: what changed since then is not overwritten.",
    "schema": {"type": "string"},
}


class ChangedMeanwhile(ServiceError):
    """It is no longer as the If-Match says: read it again, then decide."""

    status = HTTPStatus.PRECONDITION_FAILED
    problem = "changed-meanwhile"


def answer_conditionally(answer: Response) -> Response:
    """The answer with its ETag; 304 without a body to whoever has it."""
    answer.add_etag(weak=True)
    answer.make_conditional(request)
    return answer


def refuse_if_changed(answer: Response) -> None:
    """Go on if the caller's If-Match, where there is one, names the ETag of what would be answered now; ChangedMeanwhile otherwise."""
    tag, _ = answer.get_etag()
    if request.if_match and not request.if_match.contains_weak(tag or ""):
        raise ChangedMeanwhile("It was changed since you read it: read it again, then decide.")


def add_next_link(answer: Response, cursor: str) -> None:
    """Name the next page of the list that was asked for, by a Link header (RFC 8288)."""
    parameters: Mapping[str, str] = {**request.args, "cursor": cursor}
    address = f"{current_settings().public_url}{request.path}?{urlencode(parameters)}"
    answer.headers["Link"] = f'<{address}>; rel="next"'
