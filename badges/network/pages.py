"""The one press by which a holder shows a badge on their profile in the network, or no longer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from badges.network.service import choose_showing
from badges.queries import get_badge

pages = Blueprint("badge_network", __name__)


@pages.post("/badges/<slug>/network")
@require_permission("badges.see")
def choose_network(slug: str) -> ResponseReturnValue:
    """Show the badge in the network, or no longer; a second press changes nothing."""
    is_shown = "is_shown" in request.form
    choose_showing(get_badge(slug), get_current_person_id(), is_shown=is_shown)
    flash(
        _("C’est fait : le réseau peut montrer ce badge sur votre profil.")
        if is_shown
        else _("C’est fait : le réseau ne reçoit plus ce badge.")
    )
    return redirect(url_for("own_award.show_award", slug=slug, _anchor="h-network"), HTTPStatus.SEE_OTHER)
