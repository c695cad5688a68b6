"""The forms by which a receiver wishes to show thanks publicly, and the author answers."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from badges.thanks.quotes import service

pages = Blueprint("thanks_quotes", __name__, url_prefix="/thanks")

SEE = "thanks.see"


@pages.post("/<int:thanks_id>/quote")
@require_permission(SEE)
def ask_for_quote(thanks_id: int) -> ResponseReturnValue:
    """Ask the author whether these words may be shown, or show them no more."""
    act = service.withdraw_quote if "withdraws" in request.form else service.ask_for_quote
    act(get_current_person_id(), thanks_id)
    flash(_("C’est enregistré."))
    return redirect(url_for("thanks.index", _anchor=f"thanks-{thanks_id}"), HTTPStatus.SEE_OTHER)


@pages.post("/<int:thanks_id>/quote/answer")
@require_permission(SEE)
def answer_quote(thanks_id: int) -> ResponseReturnValue:
    """Agree, or not, or no longer."""
    service.answer_quote(get_current_person_id(), thanks_id, agrees="agrees" in request.form)
    flash(_("C’est enregistré."))
    return redirect(url_for("thanks.index", _anchor="h-given"), HTTPStatus.SEE_OTHER)
