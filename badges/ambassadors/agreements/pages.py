"""The page on which somebody agrees to the time that a candidate asks for, or does not."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from badges.ambassadors.queries import NoSuchCandidacy, find_term, get_sheet_to_answer, read_programme
from badges.ambassadors.service.agreement import give_agreement, refuse_agreement
from badges.terms.queries import get_full_name
from badges.thanks.attaching.queries import list_words_on_sheet

pages = Blueprint(
    "ambassador_agreements", __name__, url_prefix="/ambassadors/agreements", template_folder="../../templates"
)

SEE = "ambassadors.see"


@pages.get("/<int:candidacy_id>")
@require_permission(SEE)
def show(candidacy_id: int) -> ResponseReturnValue:
    """Who asks, for how many hours, and what the role is."""
    candidacy = get_sheet_to_answer(get_current_person_id(), candidacy_id)
    renews = find_term(candidacy.person_id) is not None
    values = {"candidate": get_full_name(candidacy.person_id), "programme": read_programme(), "renews": renews}
    words = list_words_on_sheet(candidacy.person_id)
    return render_template("ambassadors/agreement.html", candidacy=candidacy, words=words, **values)


@pages.post("/<int:candidacy_id>/agree")
@require_permission(SEE)
def create_agreement(candidacy_id: int) -> ResponseReturnValue:
    """Agree to the hours."""
    give_agreement(get_current_person_id(), candidacy_id)
    flash(_("Votre accord est donné. Les RH confirment ensuite."))
    return redirect(url_for("ambassadors.index"), HTTPStatus.SEE_OTHER)


@pages.post("/<int:candidacy_id>/refuse")
@require_permission(SEE)
def create_refusal(candidacy_id: int) -> ResponseReturnValue:
    """Do not agree to the hours."""
    refuse_agreement(get_current_person_id(), candidacy_id)
    flash(_("C’est noté. Seule la personne qui vous l’a demandé l’apprend."))
    return redirect(url_for("ambassadors.index"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(NoSuchCandidacy)
def show_end(error: NoSuchCandidacy) -> ResponseReturnValue:
    """That this agreement is wanted no more; the same for whoever was never asked."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return render_template("ambassadors/agreement_over.html"), error.status
