"""The errors that a caller may meet, answered as RFC 9457 problems or as pages: the fact, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, ClassVar

RENAMED_STATUSES = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}


@dataclass(frozen=True)
class FieldError:
    """One error in what was sent: a JSON pointer (RFC 6901) and a sentence, in a request in the reader's language."""

    pointer: str
    detail: str

    def __post_init__(self) -> None:
        """Keep the text that a reader gets: a template shows what an ErrorMessage holds, which is English."""
        object.__setattr__(self, "detail", str(self.detail))


class ServiceError(Exception):
    """The fact that stands in the way; subclasses set `status` and are named after the fact.

    `problem` names the type of the problem for machines, and its docstring says what the type means. A subclass has that of
    its parent unless it sets its own, so that no type tells more of a person than the sentence does.
    """

    status = HTTPStatus.BAD_REQUEST
    problem: ClassVar[str] = ""

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = (), retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.retry_after = retry_after


class Unauthorised(ServiceError):
    """The caller was not recognised."""

    status = HTTPStatus.UNAUTHORIZED
    problem = "unauthorised"


class Forbidden(ServiceError):
    """The caller is recognised, and not allowed."""

    status = HTTPStatus.FORBIDDEN
    problem = "forbidden"


class NotFound(ServiceError):
    """The thing does not exist, or not for this person."""

    status = HTTPStatus.NOT_FOUND
    problem = "not-found"


class NotAcceptable(ServiceError):
    """The answer has no form that the caller reads."""

    status = HTTPStatus.NOT_ACCEPTABLE
    problem = "not-acceptable"


class Gone(ServiceError):
    """The thing was there, and is no more."""

    status = HTTPStatus.GONE
    problem = "gone"


class Conflict(ServiceError):
    """The rules refuse a well-formed request."""

    status = HTTPStatus.CONFLICT
    problem = "conflict"


class TooLarge(ServiceError):
    """The request is larger than allowed."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    problem = "too-large"


class UnsupportedMediaType(ServiceError):
    """This address does not read that media type."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    problem = "unsupported-media-type"


class Invalid(ServiceError):
    """What was sent cannot be read; `errors` says where."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    problem = "invalid"


class Unavailable(ServiceError):
    """A part that the answer needs is unavailable for now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    problem = "unavailable"


def get_status_title(status: int) -> str:
    """The name of a status, as RFC 9110 has it; the names of Python's own list changed between its versions."""
    return RENAMED_STATUSES.get(status) or HTTPStatus(status).phrase


def problem_document(
    status: int, detail: str, errors: Sequence[FieldError] = (), *, problem_url: str = "about:blank"
) -> dict[str, Any]:
    """The members of a problem document: type, title, status, detail, and errors when there are any."""
    document: dict[str, Any] = {
        "type": problem_url,
        "title": get_status_title(status),
        "status": int(status),
        "detail": str(detail),
    }
    return document | ({"errors": [asdict(error) for error in errors]} if errors else {})
