"""The screen of the keys that sign badges: whether they can be used, which were published, and a button for a newer pair."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from app.kernel.application import current_settings
from badges.credentials.keys import KeysUnusable, SigningKeys, read_signing_keys
from badges.credentials.queries import list_published_keys
from badges.credentials.service.publish import create_keys_unless_just_made

pages = Blueprint("signing_keys", __name__, url_prefix="/admin/keys")

WRITE = "keys.write"


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """Show the pair that signs, or why none does, and every key that was published."""
    return _render_keys()


@pages.post("/new")
@require_permission(WRITE)
def create_pair() -> ResponseReturnValue:
    """Make a newer pair, which signs from now on."""
    try:
        if create_keys_unless_just_made():
            flash(
                _("La nouvelle paire signe les badges. Sauvegardez-la : qui a ces fichiers peut signer à votre place.")
            )
        else:
            flash(_("Une paire vient d’être faite : elle signe déjà."))
    except KeysUnusable as wrong:
        return _render_keys(refusal=str(wrong)), 409
    return redirect(url_for(".index"))


def _render_keys(refusal: str = "") -> str:
    keys, problem = _read_keys_or_problem()
    values = {"keys": keys, "problem": refusal or problem, "has_folder": current_settings().badge_keys is not None}
    return render_template("badges/signing_keys.html", published=list_published_keys(), **values)


def _read_keys_or_problem() -> tuple[SigningKeys | None, str]:
    try:
        return read_signing_keys(current_settings().badge_keys), ""
    except KeysUnusable as wrong:
        return None, str(wrong)
