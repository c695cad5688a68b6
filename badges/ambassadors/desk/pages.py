"""The page of HR about ambassadors: who waits for a confirmation, and which terms run."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from app.kernel.errors import Invalid
from badges.ambassadors.desk import queries
from badges.ambassadors.publicity.queries import list_latest_exports, list_shown_ambassadors
from badges.ambassadors.queries import read_programme
from badges.ambassadors.service.review import confirm_candidacy, refuse_candidacy
from badges.ambassadors.signals.queries import list_supported_by_region, read_supported_by_layer
from badges.ambassadors.texts.queries import list_texts_to_review
from badges.service.give import LONGEST_REASON

pages = Blueprint("ambassador_desk", __name__, url_prefix="/hr/ambassadors", template_folder="../../templates")

WRITE = "ambassadors.write"


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """Who waits, which terms run, and the rules."""
    return _render_page()


@pages.post("/<int:candidacy_id>/confirm")
@require_permission(WRITE)
def create_term(candidacy_id: int) -> ResponseReturnValue:
    """Begin the term of a candidate who is ready."""
    confirm_candidacy(get_current_person_id(), candidacy_id)
    flash(_("C’est confirmé. La personne l’apprend dans ses notifications."))
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


@pages.post("/<int:candidacy_id>/refuse")
@require_permission(WRITE)
def create_refusal(candidacy_id: int) -> ResponseReturnValue:
    """Do not confirm, for a reason that the person alone reads."""
    refuse_candidacy(get_current_person_id(), candidacy_id, request.form.get("reason", ""))
    flash(_("C’est enregistré. La personne seule en lit la raison."))
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The page again, with what was typed, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    faults = {fault.pointer.removeprefix("/"): fault.detail for fault in error.errors}
    return _render_page(faults=faults, refused_id=(request.view_args or {})["candidacy_id"]), error.status


def _render_page(**shown: object) -> str:
    me = get_current_person_id()
    lists = {"ready": queries.list_ready_candidates(), "terms": queries.list_running_terms()}
    proposed = {"proposed": list_texts_to_review(me), "me": me}
    shares = {"regions": list_supported_by_region(), "layers": read_supported_by_layer()}
    publicity = {"shown": list_shown_ambassadors(), "exports": list_latest_exports()}
    values = {"figures": queries.read_programme_figures(), "smallest": current_settings().smallest_group}
    form = {"typed": request.form, "longest": LONGEST_REASON, "faults": {}}
    return render_template(
        "ambassadors/desk.html",
        programme=read_programme(),
        **{**lists, **proposed, **shares, **publicity, **values, **form, **shown},
    )
