"""The page on which a receiver attaches thanks to their role sheet, or to the list for communications."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from badges.thanks.attaching.queries import MOST_SHOWN
from badges.thanks.attaching.service import attach_thanks
from badges.thanks.queries.thanks import list_received_thanks

pages = Blueprint("thanks_attaching", __name__, url_prefix="/thanks/attached", template_folder="../../templates")

SEE = "thanks.see"


@pages.get("")
@require_permission(SEE)
def index() -> ResponseReturnValue:
    """The person's received thanks, and where each stands."""
    received = list_received_thanks(get_current_person_id())
    return render_template("thanks/attached.html", received=received, most=MOST_SHOWN)


@pages.post("/<int:thanks_id>")
@require_permission(SEE)
def update(thanks_id: int) -> ResponseReturnValue:
    """Let it stand here or there from now on, or nowhere."""
    to_sheet, to_list = "sheet" in request.form, "list" in request.form
    attach_thanks(get_current_person_id(), thanks_id, to_sheet=to_sheet, to_list=to_list)
    flash(_("C’est enregistré."))
    return redirect(url_for(".index", _anchor=f"thanks-{thanks_id}"), HTTPStatus.SEE_OTHER)
