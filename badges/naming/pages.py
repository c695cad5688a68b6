"""The one press by which a holder is shown on the page of a badge, or no longer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from badges.naming.service import choose_naming
from badges.queries import get_badge

pages = Blueprint("badge_naming", __name__)


@pages.post("/badges/<slug>/name")
@require_permission("badges.see")
def choose_name(slug: str) -> ResponseReturnValue:
    """Show the holder's name, or no longer; a second press changes nothing."""
    is_named = "is_named" in request.form
    choose_naming(get_badge(slug), get_current_person_id(), is_named=is_named)
    flash(
        _("C’est fait : cette page montre votre nom à vos collègues.")
        if is_named
        else _("C’est fait : cette page ne montre plus votre nom.")
    )
    return redirect(url_for("badges.show_badge", slug=slug, _anchor="h-name"), HTTPStatus.SEE_OTHER)
