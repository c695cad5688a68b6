"""The pages of an ambassador, or of whoever earned animation, about their communities: the questions that wait, and the figures of the last weeks."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from app.kernel.disclosure import LEAST_AMOUNT
from badges.ambassadors.questions import queries, service
from badges.ambassadors.questions.queries import QueueFilter
from badges.ambassadors.questions.service import QuestionAlreadyTaken
from badges.ambassadors.responsibilities.queries import read_own_rights

pages = Blueprint("ambassador_questions", __name__, url_prefix="/ambassadors", template_folder="../../templates")

SEE = "ambassadors.see"


@pages.get("/questions")
@require_permission(SEE)
def index() -> ResponseReturnValue:
    """What waits in the communities of the person, or in one, from all regions or one, the oldest first, and what they have taken."""
    person_id = get_current_person_id()
    wanted = QueueFilter(community=request.args.get("community", ""), region=request.args.get("region", ""))
    queue = queries.read_queue(person_id, wanted) if read_own_rights(person_id).may_take_questions else None
    return render_template("ambassadors/questions.html", queue=queue)


@pages.post("/questions/<int:fact_id>/take")
@require_permission(SEE)
def take_question(fact_id: int) -> ResponseReturnValue:
    """Take one for two hours."""
    service.take_question(get_current_person_id(), fact_id)
    flash(_("Elle est chez vous pendant deux heures."))
    return _go_back()


@pages.post("/questions/<int:fact_id>/release")
@require_permission(SEE)
def release_question(fact_id: int) -> ResponseReturnValue:
    """Give it back."""
    service.release_question(get_current_person_id(), fact_id)
    flash(_("C’est rendu. Une autre personne pourra la prendre."))
    return _go_back()


@pages.post("/questions/<int:fact_id>/close")
@require_permission(SEE)
def close_question(fact_id: int) -> ResponseReturnValue:
    """Say that it has its answer."""
    service.close_question(get_current_person_id(), fact_id)
    flash(_("C’est noté : elle quitte la liste. Merci."))
    return _go_back()


@pages.get("/communities")
@require_permission(SEE)
def show_communities() -> ResponseReturnValue:
    """How the communities of the person are, by week."""
    person_id, least = get_current_person_id(), {"smallest": current_settings().smallest_group}
    weeks = queries.list_weeks(person_id) if read_own_rights(person_id).may_take_questions else None
    return render_template("ambassadors/communities.html", weeks=weeks, least_amount=LEAST_AMOUNT, **least)


@pages.errorhandler(QuestionAlreadyTaken)
def show_already_taken(error: QuestionAlreadyTaken) -> ResponseReturnValue:
    """The list again: somebody was faster, or the two hours are over."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    flash(_("Une autre personne s’en occupe, ou vos deux heures sont passées."), "refused")
    return _go_back()


def _go_back() -> ResponseReturnValue:
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
