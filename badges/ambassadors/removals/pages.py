"""The page on which HR ends a term by two people and decides appeals, and the appeal of an ambassador."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid
from badges.ambassadors.desk.queries import list_running_terms
from badges.ambassadors.removals import service
from badges.ambassadors.removals.queries import list_appeals_to_decide, list_waiting_removals, read_own_removal
from badges.service.give import LONGEST_REASON

pages = Blueprint("ambassador_removals", __name__, template_folder="../../templates")

WRITE, DECIDE = "ambassadors.write", "appeals.decide"


@pages.get("/hr/ambassadors/removals")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """What waits for a second or a third person, and the form to propose an end."""
    return _render_page()


@pages.post("/hr/ambassadors/removals")
@require_permission(WRITE)
def create_removal() -> ResponseReturnValue:
    """Propose to end a term."""
    person_id = request.form.get("person_id", 0, type=int)
    service.propose_removal(get_current_person_id(), person_id, request.form.get("reason", ""))
    flash(_("C’est proposé : une autre personne des RH confirme ou non."))
    return _go_back()


@pages.post("/hr/ambassadors/removals/<int:removal_id>/drop")
@require_permission(WRITE)
def drop_removal(removal_id: int) -> ResponseReturnValue:
    """Leave what was proposed."""
    service.drop_removal(get_current_person_id(), removal_id)
    flash(_("C’est abandonné. La personne n’en sait rien."))
    return _go_back()


@pages.post("/hr/ambassadors/removals/<int:removal_id>/confirm")
@require_permission(WRITE)
def confirm_removal(removal_id: int) -> ResponseReturnValue:
    """End the term, as a second person."""
    service.confirm_removal(get_current_person_id(), removal_id)
    flash(_("Le mandat est achevé. La personne en lit la raison, et peut demander un nouvel examen."))
    return _go_back()


@pages.get("/ambassadors/appeals")
@require_permission(DECIDE)
def list_appeals() -> ResponseReturnValue:
    """The appeals that the person may decide."""
    return render_template("ambassadors/appeals.html", appeals=list_appeals_to_decide(get_current_person_id()))


@pages.post("/ambassadors/appeals/<int:removal_id>")
@require_permission(DECIDE)
def create_decision(removal_id: int) -> ResponseReturnValue:
    """Decide an appeal, as a third person."""
    is_upheld = request.form.get("decision") == "restore"
    service.decide_appeal(get_current_person_id(), removal_id, is_upheld=is_upheld)
    flash(_("C’est décidé. La personne l’apprend dans ses notifications."))
    return redirect(url_for(".list_appeals"), HTTPStatus.SEE_OTHER)


@pages.get("/ambassadors/appeal")
@require_permission("ambassadors.see")
def show_appeal() -> ResponseReturnValue:
    """Why the person's term ended early, and the form of an appeal."""
    return _render_appeal()


@pages.post("/ambassadors/appeal")
@require_permission("ambassadors.see")
def create_appeal() -> ResponseReturnValue:
    """Ask a third person to decide."""
    service.appeal_removal(get_current_person_id(), request.form.get("appeal", ""))
    flash(_("Une troisième personne va décider : des RH, ou qui représente le personnel."))
    return redirect(url_for(".show_appeal"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The page again, with what was typed, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    fault = error.errors[0].detail
    is_appeal = request.endpoint == f"{pages.name}.create_appeal"
    return _render_appeal(fault=fault) if is_appeal else _render_page(fault=fault), error.status


def _go_back() -> ResponseReturnValue:
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


def _render_page(*, fault: str = "") -> str:
    me = get_current_person_id()
    waiting = list_waiting_removals(me)
    taken = {me, *(each.person_id for each in waiting)}
    terms = [term for term in list_running_terms() if term.person_id not in taken]
    shown = {"waiting": waiting, "terms": terms, "me": me}
    form = {"typed": request.form, "longest": LONGEST_REASON, "fault": fault}
    return render_template("ambassadors/removals.html", **shown, **form)


def _render_appeal(*, fault: str = "") -> str:
    form = {"typed": request.form, "longest": LONGEST_REASON, "fault": fault}
    return render_template("ambassadors/appeal.html", removal=read_own_removal(get_current_person_id()), **form)
