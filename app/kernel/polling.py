"""Answers the requests of a page that waits: nothing while nothing changed, then where the browser goes on by itself."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, request


def is_poll() -> bool:
    """Whether a waiting page asks again, rather than a person who opens it."""
    return "HX-Request" in request.headers


def respond_still_waiting() -> Response:
    """Leave the page as it is."""
    return Response(status=HTTPStatus.NO_CONTENT)


def respond_with_next_page(path: str) -> Response:
    """Let the browser open this path of ours in place of the page that waits."""
    return Response(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": path})
