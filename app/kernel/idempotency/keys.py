"""Requests with an Idempotency-Key act once: the same request sent again gets the first answer, for a day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue

from app.kernel.access import current_principal
from app.kernel.errors import ServiceError
from app.kernel.idempotency.service import KeptRequest, find_kept_answer, keep_answer

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
Arguments = ParamSpec("Arguments")


class BadIdempotencyKey(ServiceError):
    """The Idempotency-Key is empty, longer than 255 characters, or not printable ASCII."""

    problem = "bad-idempotency-key"


def act_once(view: Callable[Arguments, ResponseReturnValue]) -> Callable[Arguments, Response]:
    """Let a caller send the request again under the same Idempotency-Key, and get the first answer; what was refused is tried anew.

    KeyUsedBefore when the key belongs to another request, RequestUnderWay while the first one is not finished.
    """

    @wraps(view)
    def act_or_answer_again(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
        keyed = _parse_request()
        if keyed is None:
            return make_response(view(*args, **kwargs))
        kept = find_kept_answer(keyed)
        if kept is not None:
            return Response(
                kept.body, kept.status, content_type=kept.media_type, headers={"Idempotency-Replayed": "true"}
            )
        answer = make_response(view(*args, **kwargs))
        keep_answer(keyed, status=answer.status_code, media_type=answer.content_type or "", body=answer.get_data())
        return answer

    act_or_answer_again.__dict__["acts_once"] = True
    return act_or_answer_again


def _parse_request() -> KeptRequest | None:
    given = request.headers.get(HEADER)
    if given is None:
        return None
    key = given.strip().removeprefix('"').removesuffix('"')
    if not 0 < len(key) <= LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise BadIdempotencyKey("Send an Idempotency-Key of 1 to 255 printable ASCII characters, such as a UUID.")
    caller = current_principal()
    content = b"\n".join((request.method.encode(), request.full_path.encode(), request.get_data()))
    return KeptRequest(f"{caller.person_id or ''}:{caller.source or ''}", key, hashlib.sha256(content).hexdigest())
