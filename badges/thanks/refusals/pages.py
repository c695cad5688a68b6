"""The forms by which a person refuses thanks from everybody, and receives them again from everybody or from one colleague."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from badges.thanks.refusals import service

pages = Blueprint("thanks_refusals", __name__, url_prefix="/thanks/refusal")

SEE = "thanks.see"


@pages.post("")
@require_permission(SEE)
def choose_refusal() -> ResponseReturnValue:
    """Receive no more thanks, or receive them again."""
    refuses = "refuses" in request.form
    service.refuse_all_thanks(get_current_person_id(), refuses=refuses)
    flash(_("Vous ne recevez plus de mercis ici.") if refuses else _("Vous recevez de nouveau des mercis."))
    return _redirect_to_choice()


@pages.post("/<int:giver_id>/end")
@require_permission(SEE)
def accept_giver(giver_id: int) -> ResponseReturnValue:
    """Receive thanks from one colleague again."""
    service.accept_giver(get_current_person_id(), giver_id)
    flash(_("Votre refus est retiré. La personne n’en est pas informée."))
    return _redirect_to_choice()


def _redirect_to_choice() -> ResponseReturnValue:
    return redirect(url_for("thanks.index", _anchor="h-choice"), HTTPStatus.SEE_OTHER)
