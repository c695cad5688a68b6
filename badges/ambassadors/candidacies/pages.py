"""The page of the programme for everybody, and for a candidate or an ambassador what is theirs."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.journal.objects import find_object_titles
from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid
from badges.ambassadors.candidacies import queries
from badges.ambassadors.queries import find_term, read_programme
from badges.ambassadors.removals.queries import read_own_removal
from badges.ambassadors.resting.service import resume_rights
from badges.ambassadors.service.agreement import MOST_HOURS, TypedSheet, send_role_sheet
from badges.ambassadors.service.answer import accept_candidacy, decline_candidacy
from badges.ambassadors.service.ending import step_down
from badges.ambassadors.service.start import begin_renewal
from badges.terms.queries import get_full_name
from badges.thanks.attaching.queries import list_words_on_sheet

pages = Blueprint("ambassadors", __name__, url_prefix="/ambassadors", template_folder="../../templates")

SEE = "ambassadors.see"


@pages.get("")
@require_permission(SEE)
def index() -> ResponseReturnValue:
    """How somebody becomes an ambassador, and where the person is on the way."""
    return _render_page()


@pages.get("/role-sheet")
@require_permission(SEE)
def show_role_sheet() -> ResponseReturnValue:
    """The role sheet to print and sign."""
    person_id = get_current_person_id()
    values = {"standing": queries.read_own_standing(person_id), "name": get_full_name(person_id)}
    words = list_words_on_sheet(person_id)
    return render_template("ambassadors/role_sheet.html", programme=read_programme(), words=words, **values)


@pages.post("/accept")
@require_permission(SEE)
def create_acceptance() -> ResponseReturnValue:
    """Accept to be a candidate."""
    accept_candidacy(get_current_person_id())
    flash(_("Merci. Voici ce que vos collègues ont écrit, et la fiche de rôle à faire accepter."))
    return _go_back()


@pages.post("/decline")
@require_permission(SEE)
def create_refusal() -> ResponseReturnValue:
    """Decline or give up; nobody is told."""
    person_id = get_current_person_id()
    decline_candidacy(person_id)
    if find_term(person_id) is None:
        flash(
            _(
                "C’est entendu. Passerelle n’envoie de message à personne, et ce que vos collègues avaient écrit est effacé."
            )
        )
    else:
        flash(_("C’est entendu. Passerelle n’envoie de message à personne, et votre mandat s’achève à sa date."))
    return _go_back()


@pages.post("/role-sheet")
@require_permission(SEE)
def create_sheet() -> ResponseReturnValue:
    """Ask somebody to agree to the hours, or say that a printed sheet is signed."""
    form = request.form
    typed = TypedSheet(
        hours=form.get("hours", ""), approver=form.get("approver", ""), is_on_paper=form.get("way") == "paper"
    )
    send_role_sheet(get_current_person_id(), typed)
    flash(_("La fiche de rôle est partie."))
    return _go_back()


@pages.post("/renew")
@require_permission(SEE)
def create_renewal() -> ResponseReturnValue:
    """Begin the next term, from its role sheet on."""
    begin_renewal(get_current_person_id())
    flash(_("Il reste à faire accepter le temps du prochain mandat."))
    return _go_back()


@pages.post("/resume")
@require_permission(SEE)
def resume_own_rights() -> ResponseReturnValue:
    """Wake one's own rights."""
    resume_rights(get_current_person_id())
    flash(_("Vos droits sont de retour."))
    return _go_back()


@pages.post("/step-down")
@require_permission(SEE)
def end_own_term() -> ResponseReturnValue:
    """End one's own term now."""
    step_down(get_current_person_id())
    flash(_("Votre mandat est achevé. Merci pour ce que vous avez donné."))
    return _go_back()


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The page again, with what was typed in the role sheet, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return _render_page(faults={fault.pointer.removeprefix("/"): fault.detail for fault in error.errors}), error.status


def _go_back() -> ResponseReturnValue:
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


def _render_page(**shown: object) -> str:
    standing, programme = queries.read_own_standing(get_current_person_id()), read_programme()
    values: dict[str, object] = {"training": find_object_titles([f"path:{programme.path}"])}
    values["removal"] = read_own_removal(get_current_person_id())
    values |= {"standing": standing, "programme": programme, "typed": request.form, "most_hours": MOST_HOURS}
    return render_template("ambassadors/index.html", **{"faults": {}, **values, **shown})
