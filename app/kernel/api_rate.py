"""How many requests a caller may send to the API, said in each answer by the RateLimit headers of the IETF's draft."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response, current_app, g, request

from app.kernel.access import PUBLIC, current_principal, find_route_permission
from app.kernel.application import current_settings
from app.kernel.limits import RateLimit, TooManyTries, TryCount, count_try_or_raise

API = "/api/v1/"
WINDOW = timedelta(minutes=1)
PARTS = 100
"""In how many parts a process counts the limit, so that it seldom asks Redis."""
NOT_COUNTED = frozenset({PUBLIC, "activities.push"})
"""The document is everybody's, and the intake has bounds of its own: what one push may carry, and how much a process reads at once."""


def limit_api_rate(app: Flask) -> None:
    """Count the requests of each machine and person to the API of `app`; TooManyTries above the setting API_RATE."""
    app.before_request(_count_request)
    app.after_request(_add_headers)


def _count_request() -> None:
    if not request.path.startswith(API) or request.endpoint is None:
        return
    if find_route_permission(current_app, request.endpoint) in NOT_COUNTED:
        return
    caller = current_principal()
    if caller.is_authenticated:
        most = current_settings().api_rate
        limit = RateLimit("api", most, WINDOW, at_once=max(most // PARTS, 1))
        try:
            g.api_rate = count_try_or_raise(limit, f"{caller.person_id or ''}:{caller.source or ''}")
        except TooManyTries as refusal:
            g.api_rate = TryCount(0, refusal.retry_after or 1)
            raise


def _add_headers(response: Response) -> Response:
    count: TryCount | None = g.get("api_rate")
    if count is not None:
        seconds = int(WINDOW.total_seconds())
        response.headers["RateLimit-Policy"] = f'"default";q={current_settings().api_rate};w={seconds}'
        response.headers["RateLimit"] = f'"default";r={count.left};t={count.seconds}'
    return response
