"""The screen of the keys that sign badges: whether they can be used, which were published, and a button for a newer pair."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import require_permission
from app.kernel.application import current_settings
from badges.credentials.keys import KeysUnusable, SigningKeys, read_signing_keys
from badges.credentials.queries import list_published_keys, lock_public_keys
from badges.credentials.service.publish import create_and_publish_keys

pages = Blueprint("signing_keys", __name__, url_prefix="/admin/keys")

WRITE = "keys.write"
SECOND_PRESS = timedelta(minutes=1)


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """Show the pair that signs, or why none does, and every key that was published."""
    return _render_keys()


@pages.post("/new")
@require_permission(WRITE)
def create_pair() -> ResponseReturnValue:
    """Make a newer pair, which signs from now on."""
    lock_public_keys()
    if _was_pair_made_just_now():
        flash(_("Une paire vient d’être faite : elle signe déjà."))
        return redirect(url_for(".index"))
    try:
        create_and_publish_keys()
    except KeysUnusable as wrong:
        return _render_keys(refusal=str(wrong)), 409
    flash(_("La nouvelle paire signe les badges. Sauvegardez-la : qui a ces fichiers peut signer à votre place."))
    return redirect(url_for(".index"))


def _was_pair_made_just_now() -> bool:
    """Whether this is the second press of somebody impatient."""
    latest = next(iter(list_published_keys()), None)
    return latest is not None and latest.published_at > clock.now() - SECOND_PRESS


def _render_keys(refusal: str = "") -> str:
    keys, problem = _read_keys_or_problem()
    values = {"keys": keys, "problem": refusal or problem, "has_folder": current_settings().badge_keys is not None}
    return render_template("badges/signing_keys.html", published=list_published_keys(), **values)


def _read_keys_or_problem() -> tuple[SigningKeys | None, str]:
    try:
        return read_signing_keys(current_settings().badge_keys), ""
    except KeysUnusable as wrong:
        return None, str(wrong)
