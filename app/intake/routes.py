"""Where networks push what happened: CloudEvents with a token, and one address for each connected source."""

from __future__ import annotations

import msgspec
from flask import Blueprint as PageBlueprint
from flask import Response, request
from flask_smorest import Blueprint
from werkzeug.exceptions import RequestEntityTooLarge

from app.intake import openapi
from app.intake.activities import IntakeAnswer
from app.intake.answering.service import accept_request
from app.intake.inbox.queries import get_receiving_source
from app.intake.inbox.service.receive import receive_request
from app.intake.inbox_kind import InboxKind
from app.intake.request_body import MAX_BODY_BYTES, build_body_too_large_error
from app.intake.service.connect import unseal_source
from app.intake.source import AnsweredKind, ConnectedSource, HookResponse, RawRequest, SourceKind, source_kinds_by_name
from app.intake.sources.cloudevents.kind import kind as cloudevents
from app.kernel import clock
from app.kernel.access import PUBLIC, current_principal, has_permission, require_permission
from app.kernel.errors import NotFound, Unauthorised

activities = Blueprint(
    "activities", __name__, url_prefix="/api/v1", description="What happens in the RSE, as it happens."
)
hooks = PageBlueprint("hooks", __name__, url_prefix="/hooks")


@activities.route("/activities", methods=["POST"])
@activities.response(
    202,
    openapi.ANSWER,
    example=openapi.ANSWER_EXAMPLE,
    description="Something new was written; each item says what became of it.",
)
@activities.alt_response(
    200, schema=openapi.ANSWER, description="Nothing new was written: duplicates, or nothing to count."
)
@activities.doc(**openapi.OPERATION)
@require_permission("activities.push")
def push_activities() -> Response:
    """Push what people did.

    One CloudEvent, a batch, or NDJSON of them, each with an ActivityStreams 2.0 activity. Items are taken one by
    one: a bad one is refused by itself, with the place and the reason, and the others go in. Sent again, an activity
    is a duplicate and changes nothing. A lone event that is refused is a problem. What an account did that nobody here has
    is answered as dropped, and waits seven days, without words, for IT to say whose it is: then it counts.
    """
    source_name = current_principal().source
    assert source_name is not None, "Only machines push activities, and each has its source."
    return _build_response(accept_request(cloudevents, ConnectedSource(source_name), _build_raw_request(source_name)))


@hooks.post("/<source_name>")
@hooks.route("/<source_name>/<path:path>", methods=["GET", "POST", "PUT"])
@require_permission(PUBLIC)
def receive_source_activities(source_name: str, path: str = "") -> Response:
    """Take what a connected network sends. Its kind proves who it is, so no permission is asked."""
    row = get_receiving_source(source_name)
    kind = _get_kind_that_takes_path(row.kind, path)
    source = unseal_source(row)
    if isinstance(kind, InboxKind):
        return _build_response(receive_request(kind, row, source, _build_raw_request(None, path)))
    assert isinstance(kind, AnsweredKind), "A kind is answered item by item, or has an inbox."
    return _build_response(accept_request(kind, source, _build_raw_request(_find_source_name_of_token(), path)))


def _get_kind_that_takes_path(name: str, path: str) -> SourceKind:
    kind = source_kinds_by_name()[name]
    if path and not kind.has_paths:
        raise NotFound("This network has one address, and nothing below it.")
    return kind


def _build_response(answer: IntakeAnswer | HookResponse) -> Response:
    if isinstance(answer, HookResponse):
        return Response(answer.body, answer.status, answer.headers, mimetype=answer.media_type)
    return Response(msgspec.json.encode(answer), 202 if answer.accepted else 200, mimetype="application/json")


def _build_raw_request(token_source: str | None, path: str = "") -> RawRequest:
    return RawRequest(
        media_type=request.mimetype,
        headers={name.lower(): text for name, text in request.headers.items()},
        body=_get_body_within_limit(),
        received_at=clock.now(),
        token_source=token_source,
        method=request.method,
        path=path,
        query=request.args.to_dict(),
    )


def _find_source_name_of_token() -> str | None:
    """The source of the service token that was shown; a bearer token of the network's own is left to its kind."""
    try:
        return current_principal().source if has_permission("activities.push") else None
    except Unauthorised:
        return None


def _get_body_within_limit() -> bytes:
    """One byte more than the limit is let through, to tell a body that fits from one that werkzeug cuts at the limit."""
    request.max_content_length = MAX_BODY_BYTES + 1
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge as wrong:
        raise build_body_too_large_error() from wrong
    if len(body) > MAX_BODY_BYTES:
        raise build_body_too_large_error()
    return body
