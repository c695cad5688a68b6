"""The page of the tokens of machines: the same as the commands `passerelle token`, with each fault at its field."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import require_permission
from app.kernel.errors import ServiceError
from app.people.accounts.queries import list_tokens
from app.people.accounts.service.tokens import create_token, revoke_token
from app.people.wording import SCOPE_LABELS

pages = Blueprint("machine_tokens", __name__, url_prefix="/admin/tokens")

SCOPE_NAMES = {scope: _l(label) for scope, label in SCOPE_LABELS.items()}


@pages.get("")
@require_permission("tokens.write")
def index() -> ResponseReturnValue:
    """Every token, those that are in use first, and a form to make one."""
    return _render_tokens()


@pages.post("")
@require_permission("tokens.write")
def create() -> ResponseReturnValue:
    """Make a token; its secret is on this answer, and nowhere else."""
    name, source = request.form.get("name", "").strip(), request.form.get("source", "").strip()
    try:
        secret = create_token(name, scopes=request.form.getlist("scopes"), source=source or name)
    except ServiceError as refused:
        return _render_tokens(
            faults={fault.pointer.strip("/"): fault.detail for fault in refused.errors}
        ), refused.status
    response = make_response(_render_tokens(name=name, secret=secret))
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post("/revoke")
@require_permission("tokens.write")
def revoke_named_token() -> ResponseReturnValue:
    """Refuse a token from now on."""
    revoke_token(request.form.get("name", ""))
    flash(_("Le jeton est retiré : il n’ouvre plus rien d’ici une demi-minute."))
    return redirect(url_for(".index"))


def _render_tokens(*, name: str = "", secret: str = "", faults: Mapping[str, str] | None = None) -> str:
    tokens = sorted(list_tokens(), key=lambda token: (token.revoked_at is not None, token.name))
    values = {"name": name, "secret": secret, "faults": faults or {}, "scope_names": SCOPE_NAMES}
    return render_template("people/tokens.html", tokens=tokens, chosen=request.form.getlist("scopes"), **values)
