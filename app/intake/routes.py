"""Where the RSE pushes what happened."""

from __future__ import annotations

import msgspec
from flask import Response, request
from flask_smorest import Blueprint
from werkzeug.exceptions import RequestEntityTooLarge

from app.intake import openapi
from app.intake.request_body import MAX_BODY_BYTES, body_too_large, decompress
from app.intake.service import accept
from app.intake.source import RawRequest
from app.kernel.access import current_principal, require_permission

blueprint = Blueprint(
    "activities", __name__, url_prefix="/api/v1", description="What happens in the RSE, as it happens."
)


@blueprint.route("/activities", methods=["POST"])
@blueprint.response(
    202,
    openapi.ANSWER,
    example=openapi.ANSWER_EXAMPLE,
    description="Something new was written; each item says what became of it.",
)
@blueprint.alt_response(
    200, schema=openapi.ANSWER, description="Nothing new was written: duplicates, or nothing to count."
)
@blueprint.doc(**openapi.OPERATION)
@require_permission("activities.push")
def push_activities() -> Response:
    """Push what people did.

    One CloudEvent, a batch, or NDJSON of them, each with an ActivityStreams 2.0 activity. Items are taken one by
    one: a bad one is refused by itself, with the place and the reason, and the others go in. Sent again, an activity
    is a duplicate and changes nothing. A lone event that is refused is a problem.
    """
    contents = accept.read_request(_raw_request())
    source = current_principal().source
    assert source is not None, "Only machines push activities, and each has its source."
    answer = accept.accept_batch(contents, source)
    return Response(msgspec.json.encode(answer), 202 if answer.accepted else 200, mimetype="application/json")


def _raw_request() -> RawRequest:
    headers = {name.lower(): text for name, text in request.headers.items()}
    return RawRequest(
        request.mimetype, headers, decompress(_limited_body(), headers.get("content-encoding", "").strip().lower())
    )


def _limited_body() -> bytes:
    """One byte more than the limit is let through, to tell a body that fits from one that werkzeug cuts at the limit."""
    request.max_content_length = MAX_BODY_BYTES + 1
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge as wrong:
        raise body_too_large() from wrong
    if len(body) > MAX_BODY_BYTES:
        raise body_too_large()
    return body
