"""The security headers of every answer, and the CSRF token of every form."""

from __future__ import annotations

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

MACHINE_PATHS = ("/api/", "/hooks/", "/ims/")

csrf = CSRFProtect()


def set_up_security(app: Flask) -> None:
    """Check the token of every form, and send the headers with every answer. The token is proof enough: some browsers send no Referer."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    csrf.init_app(app)
    app.before_request(_check_csrf_token)
    app.after_request(_add_headers)


def _check_csrf_token() -> None:
    """Require the CSRF token wherever a session may count: browsers send a session by themselves, and never a machine's token."""
    if request.endpoint is None:
        return
    by_token = request.headers.get("Authorization", "").lower().startswith("bearer ")
    by_session = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    if request.path.startswith(MACHINE_PATHS) and (by_token or not by_session):
        return
    if current_app.view_functions[request.endpoint].__dict__.get("skips_csrf_check"):
        return
    csrf.protect()


def _add_headers(response: Response) -> Response:
    there = {name.lower() for name, _ in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in there:
            response.headers.add(name, value)
    is_page = response.mimetype == "text/html"
    may_be_asked_again = is_page or "ETag" in response.headers
    response.headers.setdefault("Cache-Control", "private, no-cache" if may_be_asked_again else "no-store")
    if is_page:
        response.vary.add("HX-Request")
    return response
