"""What may stand in a caller's way, told as RFC 9457 problems or pages: the fact, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """One thing wrong in what was sent: a JSON pointer (RFC 6901) and a sentence."""

    pointer: str
    detail: str


class ServiceError(Exception):
    """The fact that stands in the way; subclasses set `status` and are named after it."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = (), retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.retry_after = retry_after


class Unauthorised(ServiceError):
    """Nobody has said who is asking."""

    status = HTTPStatus.UNAUTHORIZED


class Forbidden(ServiceError):
    """Known, and not allowed."""

    status = HTTPStatus.FORBIDDEN


class NotFound(ServiceError):
    """There is no such thing, or not for this person."""

    status = HTTPStatus.NOT_FOUND


class Conflict(ServiceError):
    """The rules of the game say no to a well-formed request."""

    status = HTTPStatus.CONFLICT


class TooLarge(ServiceError):
    """More was sent than one request may carry."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class UnsupportedType(ServiceError):
    """The media type is not one that this address reads."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class Invalid(ServiceError):
    """What was sent cannot be read; `errors` says where."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class Unavailable(ServiceError):
    """A part that the answer needs is away for now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


def problem_document(status: int, detail: str, errors: Sequence[FieldError] = ()) -> dict[str, Any]:
    """The members of a problem document: type, title, status, detail, and errors when there are any."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": str(detail),
    }
    return told | ({"errors": [asdict(error) for error in errors]} if errors else {})
