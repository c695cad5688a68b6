"""Where somebody proposes a ready-made text, and where HR takes it up or leaves it."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid
from app.web.languages import current_language
from badges.ambassadors.queries import read_programme
from badges.ambassadors.responsibilities.queries import read_own_rights
from badges.ambassadors.texts import service
from badges.ambassadors.texts.queries import find_own_text
from badges.ambassadors.texts.service import TextsAreFull

pages = Blueprint("ambassador_texts", __name__, template_folder="../../templates")

SEE, WRITE = "ambassadors.see", "ambassadors.write"


@pages.get("/ambassadors/texts")
@require_permission(SEE)
def show() -> ResponseReturnValue:
    """The texts that ambassadors copy, and the form to propose one."""
    return _render_page()


@pages.post("/ambassadors/texts")
@require_permission(SEE)
def create() -> ResponseReturnValue:
    """Propose a text, or propose it no more."""
    if "withdraws" in request.form:
        service.withdraw_text(get_current_person_id())
        flash(_("Votre proposition est retirée."))
    else:
        service.propose_text(get_current_person_id(), request.form.get("text", ""), current_language())
        flash(_("C’est proposé. Les RH le lisent sans savoir de qui il vient."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)


@pages.post("/hr/ambassadors/texts/<int:text_id>")
@require_permission(WRITE)
def review_text(text_id: int) -> ResponseReturnValue:
    """Take a text up, or leave it."""
    if request.form.get("decision") == "take":
        service.take_text_up(get_current_person_id(), text_id)
        flash(_("Le texte est ajouté à ceux des ambassadeurs. Qui l’a proposé l’apprend."))
    else:
        service.leave_text(get_current_person_id(), text_id)
        flash(_("Le texte est laissé de côté. Personne n’en est informé."))
    return redirect(url_for("ambassador_desk.index"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The form again, with what was typed, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return _render_page(fault=error.errors[0].detail), error.status


@pages.errorhandler(TextsAreFull)
def show_full_texts(error: TextsAreFull) -> ResponseReturnValue:
    """The desk again: HR shortens the texts first."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    flash(_("Les textes prêts à l’emploi n’ont plus de place : raccourcissez-les d’abord."), "refused")
    return redirect(url_for("ambassador_desk.index"), HTTPStatus.SEE_OTHER)


def _render_page(*, fault: str = "") -> str:
    person_id = get_current_person_id()
    own = {"may": read_own_rights(person_id).may_propose_texts, "own": find_own_text(person_id)}
    form = {"typed": request.form, "longest": service.LONGEST, "fault": fault}
    return render_template("ambassadors/texts.html", programme=read_programme(), **own, **form)
