"""The page on which a person makes the token for their wallet of badges, and withdraws it."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.people.accounts.queries import find_personal_token
from app.people.accounts.service.tokens import replace_personal_token, withdraw_personal_token
from badges.credentials.addresses import API_PATH, current_issuer

pages = Blueprint("own_wallet", __name__, url_prefix="/me/wallet")


@pages.get("")
@require_permission("self.see")
def show_wallet() -> ResponseReturnValue:
    """Show whether a token is in use, and the form to make one."""
    return _render_wallet()


@pages.post("/token")
@require_permission("self.change")
def replace_token() -> ResponseReturnValue:
    """Make a token, shown this once; an earlier one ends."""
    response = make_response(_render_wallet(replace_personal_token(get_current_person_id())))
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post("/withdraw")
@require_permission("self.change")
def withdraw_token() -> ResponseReturnValue:
    """Withdraw it; the second time it changes nothing."""
    withdraw_personal_token(get_current_person_id())
    flash(_("Le jeton est retiré : il n’ouvre plus rien."))
    return redirect(url_for(".show_wallet"))


def _render_wallet(secret: str | None = None) -> str:
    token, address = find_personal_token(get_current_person_id()), f"{current_issuer().base}{API_PATH}"
    return render_template("badges/wallet.html", token=token, secret=secret, address=address)
