"""Turns every error into one clear answer: a problem document for machines, a page for people."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, Response, current_app, jsonify, request
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from app.kernel.application import current_settings
from app.kernel.errors import Conflict, Invalid, NotFound, ServiceError, Unauthorised, Unavailable, problem_document
from app.kernel.problem_types import ANCHOR, find_problem_name
from app.kernel.transaction import roll_back

log = logging.getLogger(__name__)

PROBLEMS_PATH = "/api/docs"
"""The page that explains the types of problems, beside the addresses that answer with them."""

ErrorPage = Callable[[ServiceError], Response]

PROBLEM_FORMS = "problem_forms"
"""Among the extensions: by the beginning of an address, how a standard that owns it words its errors, also those that no view raised."""


def register_error_responses(app: Flask) -> None:
    """Answer every error of `app`; the web floor may register `error_page` in its extensions."""
    app.register_error_handler(ServiceError, respond_to_error)
    app.register_error_handler(HTTPException, _respond_to_http_error)
    app.register_error_handler(DBAPIError, _respond_to_database_error)
    app.register_error_handler(PoolTimeout, _respond_to_database_error)
    app.register_error_handler(UnicodeEncodeError, _respond_to_encoding_error)
    app.register_error_handler(Exception, _respond_to_unforeseen_error)


def wants_json() -> bool:
    """Whether the caller is answered with a problem document: below machines' paths, or when it prefers JSON."""
    if request.path.startswith(("/api/", "/hooks/", "/ims/", "/ob/", "/.well-known/", "/livez", "/readyz")):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def respond_to_error(error: ServiceError) -> Response:
    """The answer to one error, with the headers of its status."""
    page: ErrorPage | None = current_app.extensions.get("error_page")
    response = _find_problem_form()(error) if page is None or wants_json() else page(error)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, Unauthorised) and wants_json():
        response.headers["WWW-Authenticate"] = 'Bearer realm="passerelle"'
    return response


def _find_problem_form() -> ErrorPage:
    forms: dict[str, ErrorPage] = current_app.extensions.get(PROBLEM_FORMS, {})
    return next((form for path, form in forms.items() if request.path.startswith(f"{path}/")), _problem_response)


def _problem_response(error: ServiceError) -> Response:
    response = jsonify(
        problem_document(error.status, error.detail, error.errors, problem_url=_build_problem_url(error))
    )
    response.status_code = int(error.status)
    response.mimetype = "application/problem+json"
    return response


def _build_problem_url(error: ServiceError) -> str:
    """Where the type of the problem is explained; RFC 9457's own name where the status says it all."""
    name = error.problem or find_problem_name(error.status)
    return f"{current_settings().public_url}{PROBLEMS_PATH}#{ANCHOR}{name}" if name else "about:blank"


def _respond_to_http_error(raised: HTTPException) -> Response:
    if raised.response is not None or (raised.code or 500) < 400:
        return raised.get_response()  # type: ignore[return-value]  # a redirect or a ready answer is passed on
    error = ServiceError(_format_http_error(raised), errors=getattr(raised, "errors", ()))
    error.status = HTTPStatus(raised.code or 500)
    response = respond_to_error(error)
    for name, value in raised.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers.setdefault(name, value)
    return response


PLAIN_SENTENCES = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address does not take that method; Allow names those that it takes.",
    413: "More was sent than one request may carry.",
    415: "This address does not read that media type.",
}
"""In place of werkzeug's sentences, which are for people at a browser."""


def _format_http_error(raised: HTTPException) -> str:
    """The description that we gave; without one, a plain sentence."""
    is_ours = raised.description is not None and raised.description != type(raised).description
    return str(raised.description) if is_ours else PLAIN_SENTENCES.get(raised.code or 500, raised.name)


def _respond_to_database_error(raised: Exception) -> Response:
    roll_back()
    if isinstance(raised, IntegrityError):
        log.info("A lost race became a 409: %s", raised.orig)
        return respond_to_error(Conflict("Somebody did the same at the same moment: read it again, then decide."))
    lost = isinstance(raised, DBAPIError) and raised.connection_invalidated
    if lost or isinstance(raised, OperationalError | InterfaceError | PoolTimeout):
        log.warning("The database is away: %s", raised)
        return respond_to_error(
            Unavailable("The database is away for a moment. Nothing was lost: try again.", retry_after=5)
        )
    if isinstance(raised, DBAPIError) and _is_unstorable_value_error(raised):
        return respond_to_error(_build_unstorable_value_error())
    return _respond_to_unforeseen_error(raised)


def _build_unstorable_value_error() -> ServiceError:
    """What cannot be stored is the name of nothing where an address alone was asked for."""
    is_address_alone = request.method in ("GET", "HEAD") and not request.args
    return NotFound(PLAIN_SENTENCES[404]) if is_address_alone else Invalid("A value sent here cannot be stored.")


def _is_unstorable_value_error(raised: DBAPIError) -> bool:
    code = getattr(raised.orig, "sqlstate", None) or ""
    return code.startswith("22") or isinstance(raised, DataError)


def _respond_to_encoding_error(_: UnicodeEncodeError) -> Response:
    """Answer half of a surrogate pair, which JSON can spell and UTF-8 cannot write."""
    roll_back()
    return respond_to_error(Invalid("A value sent here cannot be stored."))


def _respond_to_unforeseen_error(raised: Exception) -> Response:
    log.error("Unforeseen", exc_info=raised)
    error = ServiceError("Something broke on our side. It was recorded; nothing was half-written.")
    error.status = HTTPStatus.INTERNAL_SERVER_ERROR
    return respond_to_error(error)
