"""The one press by which a holder shows the team that a badge served, or no longer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from badges.queries import get_badge
from badges.serving.service import choose_team

pages = Blueprint("badge_team", __name__)


@pages.post("/badges/<slug>/team")
@require_permission("badges.see")
def choose_shown_team(slug: str) -> ResponseReturnValue:
    """Show the team, or no longer; a second press changes nothing."""
    is_shown = "is_shown" in request.form
    choose_team(get_badge(slug), get_current_person_id(), is_shown=is_shown)
    flash(
        _("C’est fait : l’équipe se lit partout où vous montrez ce badge sous votre nom.")
        if is_shown
        else _("C’est fait : personne d’autre que vous ne lit cette équipe.")
    )
    return redirect(url_for("own_award.show_award", slug=slug, _anchor="h-team"), HTTPStatus.SEE_OTHER)
